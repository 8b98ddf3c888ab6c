import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';
import { sweepRow, trialRow } from '../testRows.ts';

const verdict = {
  ...{ trialId: 103, attempt: 1, step: 40, health: 'd-wins', at: '2026-01-01T00:00:00.000Z' },
  ...{ evidence: 'D is right in 99 % of cases', advice: 'lower `lr_d`' },
};

let api: Awaited<ReturnType<typeof startTestApi>>;

beforeAll(async () => {
  api = await startTestApi({
    'GET /api/v1/sweeps/swp-1a2b/trials/3': trialRow(3),
    'GET /api/v1/trials/103': trialRow(3),
    'POST /api/v1/sweeps/swp-1a2b/archive': sweepRow(),
    'POST /api/v1/sweeps/swp-1a2b/unarchive': sweepRow(),
    'PATCH /api/v1/sweeps/swp-1a2b': sweepRow({ tags: ['keep'], notes: 'good' }),
    'PATCH /api/v1/trials/103': trialRow(3, { tags: ['old', 'keep'] }),
    'POST /api/v1/sweeps/swp-1a2b/retention': sweepRow(),
    'GET /api/v1/verdicts?trialIds=103': { items: [verdict] },
    'GET /api/v1/sweeps?limit=50&archived=only': { items: [], nextCursor: null },
  });
});
afterAll(() => api.close());

/** The command that reached the API. */
async function sent(...words: string[]): Promise<unknown> {
  const before = api.commands().length;
  const { code, err } = await api.seesaw(...words);
  expect(err).toBe('');
  expect(code).toBe(exitCodes.ok);
  expect(api.commands()).toHaveLength(before + 1);
  return api.commands().at(-1);
}

test('retry sends the chosen trials, states and settings', async () => {
  expect(await sent('sweep', 'retry', 'swp-1a2b')).toEqual({ kind: 'retry', from: 'checkpoint' });
  expect(await sent('sweep', 'retry', 'swp-1a2b', '--diverged', '--failed', '--from', 'scratch')).toEqual({
    kind: 'retry',
    from: 'scratch',
    states: ['failed', 'diverged'],
  });
  const moved = ['--trials', '3,10-12', '--pool', 'large', '--checkpoint-every', '50', '--max-attempts', '9'];
  expect(await sent('sweep', 'retry', 'swp-1a2b', ...moved)).toEqual({
    kind: 'retry',
    from: 'checkpoint',
    numbers: [3, 10, 11, 12],
    settings: { pool: 'large', maxAttempts: 9, checkpoint: { everySteps: 50 } },
  });
});

test('a retry of nothing says with which option something would be retried', async () => {
  const row = sweepRow();
  const nothing = { sweepId: row.id, state: 'cancelled', message: 'There is nothing to retry', trials: 0 };
  const cancelled = await startTestApi({
    [`GET /api/v1/sweeps/${row.id}`]: { ...row, counts: { ...row.counts, cancelled: 3 } },
    [`POST /api/v1/sweeps/${row.id}/commands`]: nothing,
  });
  try {
    expect((await cancelled.seesaw('sweep', 'retry', row.id)).out).toBe(
      'There is nothing to retry.\n  retry the 3 cancelled: seesaw sweep retry swp-1a2b --cancelled\n',
    );
    const { out } = await cancelled.seesaw('sweep', 'retry', row.id, '--cancelled');
    expect(out).toBe('There is nothing to retry.\n');
  } finally {
    await cancelled.close();
  }
});

test('retry chooses trials by a condition, and not in two ways at once', async () => {
  expect(await sent('sweep', 'retry', 'swp-1a2b', '--filter', 'lr_d < 1e-4')).toEqual({
    kind: 'retry',
    from: 'checkpoint',
    where: { filter: 'lr_d < 1e-4' },
  });
  const both = ['--filter', 'lr_d < 1e-4', '--trials', '3'];
  expect((await api.seesaw('sweep', 'retry', 'swp-1a2b', ...both)).code).toBe(exitCodes.usage);
});

test('extend sends more trials, a later last step and wider bounds', async () => {
  const words = ['--trials', '+50', '--steps', '20000', '--bounds', 'lr_d=1e-5..1e-2', '--bounds', 'loss=hinge,lsgan'];
  expect(await sent('sweep', 'extend', 'swp-1a2b', ...words)).toEqual({
    kind: 'extend',
    trials: 50,
    steps: 20000,
    bounds: [
      { name: 'lr_d', min: 1e-5, max: 1e-2 },
      { name: 'loss', values: ['hinge', 'lsgan'] },
    ],
  });
  expect(await sent('sweep', 'extend', 'swp-1a2b', '--bounds', 'd_steps=..5')).toEqual({
    kind: 'extend',
    bounds: [{ name: 'd_steps', max: 5 }],
  });
  expect((await api.seesaw('sweep', 'extend', 'swp-1a2b')).code).toBe(exitCodes.usage);
  expect((await api.seesaw('sweep', 'extend', 'swp-1a2b', '--bounds', 'lr_d=x..1')).code).toBe(exitCodes.usage);
});

test('the priority is a number from 1 to 5', async () => {
  expect(await sent('sweep', 'set-priority', 'swp-1a2b', '1')).toEqual({ kind: 'set-priority', priority: 1 });
  expect((await api.seesaw('sweep', 'set-priority', 'swp-1a2b', '6')).code).toBe(exitCodes.usage);
});

test('a trial is stopped, cancelled, skipped, retried elsewhere, and added', async () => {
  expect(await sent('trial', 'stop', '103')).toEqual({ kind: 'stop-trial', number: 3 });
  expect(await sent('trial', 'cancel', 'swp-1a2b/3')).toEqual({ kind: 'cancel-trial', number: 3 });
  expect(await sent('trial', 'skip', '3', '--sweep', 'swp-1a2b')).toEqual({ kind: 'skip-trial', number: 3 });
  expect(await sent('trial', 'retry', '103', '--pool', 'large')).toMatchObject({
    numbers: [3],
    settings: { pool: 'large' },
  });
  expect(await sent('trial', 'add', '--sweep', 'swp-1a2b', 'lr_d=1e-4', 'loss=hinge')).toEqual({
    kind: 'add-trial',
    values: { lr_d: 0.0001, loss: 'hinge' },
  });
  expect((await api.seesaw('trial', 'add', '--sweep', 'swp-1a2b', 'lr_d')).code).toBe(exitCodes.usage);
  expect((await api.seesaw('trial', 'add', 'lr_d=1')).code).toBe(exitCodes.usage);
});

test('an ended sweep leaves the lists and comes back', async () => {
  expect((await api.seesaw('sweep', 'archive', 'swp-1a2b')).out).toContain('seesaw sweep list --archived');
  expect((await api.seesaw('sweep', 'unarchive', 'swp-1a2b')).code).toBe(exitCodes.ok);
  expect(api.asked.at(-1)?.what).toBe('POST /api/v1/sweeps/swp-1a2b/unarchive');
  expect((await api.seesaw('sweep', 'list', '--archived')).out).toBe('No sweep is archived.\n');
  expect((await api.seesaw('sweep', 'list', '--archived', '--all')).code).toBe(exitCodes.usage);
});

test('an order to all trials that a condition chooses is one command, and says what became of them', async () => {
  const many = await startTestApi({
    'POST /api/v1/sweeps/swp-1a2b/commands': {
      sweepId: 'swp-1a2b',
      state: 'running',
      message: 'stopping 3 trials',
      trials: 3,
      selectionId: 9,
    },
    'GET /api/v1/sweeps/swp-1a2b/selections/9': {
      id: 9,
      count: 4,
      report: [
        { outcome: 'done', words: 'ends with a checkpoint', numbers: [1, 2, 3] },
        { outcome: 'refused', words: 'is completed', hint: 'extend it', numbers: [7] },
      ],
    },
  });
  const { code, out } = await many.seesaw('trial', 'stop', '--sweep', 'swp-1a2b', '--filter', 'lr_d < 1e-4');
  expect(code).toBe(exitCodes.ok);
  expect(many.commands()).toEqual([{ kind: 'order-trials', order: 'stop', where: { filter: 'lr_d < 1e-4' } }]);
  expect(out).toContain('done: trials 1-3: each ends with a checkpoint');
  expect(out).toContain('refused: trial 7 is completed (extend it)');
  for (const words of [['7', '--filter', 'x > 1'], ['--filter', 'x > 1'], []])
    expect((await many.seesaw('trial', 'cancel', ...words)).code).toBe(exitCodes.usage);
  await many.close();
});

test('notes and tags are written, and a rule for checkpoints is changed', async () => {
  const last = () => api.asked.at(-1);
  await api.seesaw('sweep', 'remark', 'swp-1a2b', '--notes', 'good', '--tag', 'keep');
  expect(last()).toEqual({ what: 'PATCH /api/v1/sweeps/swp-1a2b', body: { notes: 'good', tags: ['keep'] } });
  await api.seesaw('trial', 'remark', '103', '--untag', 'old');
  expect(last()).toEqual({ what: 'PATCH /api/v1/trials/103', body: { tags: [] } });
  expect((await api.seesaw('trial', 'remark', '103')).code).toBe(exitCodes.usage);

  await api.seesaw('sweep', 'retain', 'swp-1a2b', 'latest', 'every=100', 'top_k=3');
  expect(last()?.body).toEqual({ keep: { latest: true, best: false, every: 100, topK: 3 } });
  await api.seesaw('sweep', 'retain', 'swp-1a2b', '2');
  expect(last()?.body).toEqual({ keep: 2 });
  for (const rules of [['worst'], ['3', 'best'], ['every=0']])
    expect((await api.seesaw('sweep', 'retain', 'swp-1a2b', ...rules)).code).toBe(exitCodes.usage);
});

test('the verdicts of a trial are printed by step with evidence and advice', async () => {
  const { out } = await api.seesaw('trial', 'health', '103');
  expect(out).toMatch(/40 +▲ d-wins +D is right in 99 % of cases +lower `lr_d`/);
});
