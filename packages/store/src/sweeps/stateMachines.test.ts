import { SeesawError } from '@seesaw/shared/errors';
import { canMoveSweep, type SweepState } from '@seesaw/shared/sweepState';
import { canMoveTrial, type TrialState } from '@seesaw/shared/trialState';
import type { SweepCommand } from '@seesaw/shared/workflows';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSweep, suggest } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

/** One thing a person, a workflow or a trainer may do at any time, sensible or not. */
type Action = { trial: number } & (
  | { do: 'command'; command: SweepCommand }
  | { do: 'next'; count: number }
  | { do: 'settle' | 'start' | 'release' | 'truncate' }
  | { do: 'close'; state: 'failed' | 'cancelled' | 'paused' | 'stopped-early' }
  | { do: 'finish'; state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'stopped-early'; behind: number }
);

const trial = fc.nat(4);
const commands: SweepCommand[] = [
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'stop' },
  { kind: 'cancel' },
  { kind: 'set-concurrency', concurrency: 3 },
  { kind: 'retry', from: 'checkpoint' },
  { kind: 'retry', from: 'scratch' },
  { kind: 'cancel-trial', number: 2 },
  { kind: 'skip-trial', number: 3 },
  { kind: 'stop-trial', number: 1 },
  { kind: 'add-trial', values: { lr_ratio: 7 } },
  { kind: 'extend', trials: 1 },
  { kind: 'extend', steps: 200 },
  { kind: 'retry', from: 'checkpoint', states: ['cancelled', 'diverged'] },
];
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('command'), trial, command: fc.constantFrom(...commands) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('next'), trial, count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('settle', 'start', 'start', 'release', 'truncate'), trial }),
  },
  fc.record({
    do: fc.constant('close'),
    trial,
    state: fc.constantFrom('failed', 'cancelled', 'paused', 'stopped-early'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('finish'),
      trial,
      state: fc.constantFrom('completed', 'completed', 'diverged', 'paused', 'cancelled', 'stopped-early'),
      behind: fc.nat(1),
    }),
  },
) as fc.Arbitrary<Action>;

let given = 0;

test('whatever is done in whatever order, only legal moves happen, numbers have no gaps and counts add up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), fc.boolean(), async (actions, atOnce) => {
      const sweepId = await newSweep(store, { plannedTrials: 5, maxFailed: 3, base: { steps: 100 } });
      await store.sweeps.nextTrials({ sweepId, open: [], count: 2, suggest });
      if (atOnce) await Promise.all(actions.map((one) => attempt(sweepId, one)));
      else for (const one of actions) await attempt(sweepId, one);
      await checkHistory(sweepId);
    }),
    { numRuns: 25 },
  );
}, 120_000);

/** Does it; a refusal in the contract's words is as good as success, anything else is a failure. */
async function attempt(sweepId: string, one: Action): Promise<void> {
  try {
    await perform(sweepId, one);
  } catch (error) {
    const allowed = error instanceof SeesawError && ['conflict', 'superseded', 'not-found'].includes(error.code);
    if (!allowed) throw error;
  }
}

async function perform(sweepId: string, one: Action): Promise<unknown> {
  if (one.do === 'command') {
    given += 1;
    return store.sweeps.applyCommand({ sweepId, command: one.command, commandId: `model-${given}` });
  }
  if (one.do === 'next') return store.sweeps.nextTrials({ sweepId, open: [], count: one.count, suggest });
  if (one.do === 'settle') return store.sweeps.settle(sweepId);
  const row = await store.trials.byNumber(sweepId, one.trial + 1);
  const trialId = row.id;
  switch (one.do) {
    case 'start':
      return store.segments.start({ trialId, workerId: 'w', host: 'h', slot: 0 });
    case 'release':
      return store.trials.release({ trialId, code: 'trainer-lost', message: 'gone' });
    case 'truncate':
      return store.segments.truncate({ trialId, attempt: row.attempt, fromStep: 0 });
    case 'close':
      return store.trials.close({ trialId, state: one.state, message: 'closed' });
    case 'finish':
      return store.segments.finish({
        trialId,
        attempt: row.attempt - one.behind,
        state: one.state,
        step: 1,
        message: 'end',
      });
  }
}

async function checkHistory(sweepId: string): Promise<void> {
  const { items } = await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 });
  const sweep = await store.sweeps.get(sweepId);
  expect(items.map((row) => row.number)).toEqual(items.map((_, index) => index + 1));
  expect(items.filter(({ origin }) => origin === 'person').map(({ number }) => number)).toEqual(
    sweep.definition.handPicked ?? [],
  );
  for (const row of items.filter(({ origin }) => origin === 'search')) {
    const { steps } = row.config;
    expect(row.config).toEqual({ ...(suggest(sweep.definition, row.number) as object), steps });
  }
  for (const [state, count] of Object.entries(sweep.counts)) {
    expect(items.filter((row) => row.state === state)).toHaveLength(count);
  }

  const now = new Map<number | null, string>(items.map((row) => [row.id, 'pending']));
  now.set(null, 'running');
  const attempts = new Map<number, number>();
  const { events } = await store.events.after({ cursor: 0, sweepId, limit: 10_000 });
  for (const { kind, trialId, attempt: n, data } of events) {
    if (kind === 'trial.attempt') {
      expect(n).toBe((attempts.get(trialId as number) ?? 0) + 1);
      attempts.set(trialId as number, n as number);
    }
    if (kind !== 'trial.state' && kind !== 'sweep.state') continue;
    const { from, to } = data as { from: string; to: string };
    expect(now.get(trialId)).toBe(from);
    const legal =
      kind === 'trial.state'
        ? canMoveTrial(from as TrialState, to as TrialState)
        : canMoveSweep(from as SweepState, to as SweepState);
    expect(legal, `${kind} ${from} → ${to}`).toBe(true);
    now.set(trialId, to);
  }
  for (const row of items) expect([now.get(row.id), attempts.get(row.id) ?? 0]).toEqual([row.state, row.attempt]);
  expect(now.get(null)).toBe(sweep.state);
}
