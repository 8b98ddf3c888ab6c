import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { expect, test } from 'vitest';
import { begin, exampleSweep, newTrials, suggest } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

/** A sweep whose trials have lr_ratio 0.1, 0.2, 0.3… and ended with these scores. */
async function finished(scores: readonly (number | 'diverged')[]): Promise<string> {
  const { sweepId, trials } = await newTrials(store, scores.length, { plannedTrials: scores.length });
  for (const [index, { trialId }] of trials.entries()) {
    const { attempt } = await begin(store, trialId);
    const score = scores[index]!;
    if (score !== 'diverged') {
      const points = [{ metric: 'eval/score', step: 100, value: score, at: 0 }];
      await store.metrics.append({ trialId, attempt, points });
    }
    const state = score === 'diverged' ? 'diverged' : 'completed';
    await store.segments.finish({ trialId, attempt, state, step: 100, message: 'over' });
  }
  await store.sweeps.settle(sweepId);
  return sweepId;
}

/** lr_ratio from 0.15 on, so that the first trial of an earlier sweep does not fit. */
function following(sweeps: readonly string[], changes: Partial<ResolvedSweep> = {}): ResolvedSweep {
  return exampleSweep({
    method: 'tpe',
    space: [{ name: 'lr_ratio', dimension: { kind: 'float', min: 0.15, max: 10, scale: 'log' } }],
    base: { batch_size: 64, loss: 'hinge', steps: 100 },
    warmStart: { points: [], sweeps: [...sweeps], ignored: [] },
    ...changes,
  });
}

const create = async (sweep: ResolvedSweep) => (await store.sweeps.create({ sweep, yaml: 'name: next' })).row;

test('results of earlier sweeps are copied at creation, told in words, and seen by every suggestion whatever becomes of their sweep', async () => {
  const earlier = await finished([3, 2, 'diverged']);
  const sweep = following([earlier]);
  expect((await store.sweeps.warmStart(sweep)).known).toEqual([
    { number: -1, point: { lr_ratio: 0.2 }, objective: 2, n: 1 },
    { number: 0, point: { lr_ratio: 0.3 }, objective: null, n: 1 },
  ]);
  const row = await create(sweep);
  expect(row.warmSources).toEqual([
    {
      ...{ sweepId: earlier, name: 'balance', trials: 3, used: 2, points: 2, stillRuns: false },
      leftOut: [{ why: 'with lr_ratio outside of its range', count: 1 }],
    },
  ]);
  const { events } = await store.events.after({ cursor: 0, sweepId: row.id, limit: 10 });
  expect(events[0]?.message).toContain(`Warm start: 2 of 3 trials of sweep balance (${earlier}) as 2 known points`);

  await store.sweeps.delete(earlier);
  const saw: unknown[] = [];
  await store.sweeps.nextTrials({
    sweepId: row.id,
    open: [],
    count: 2,
    suggest(definition, number, known) {
      saw.push({ results: [...known.results], open: [...known.open] });
      return suggest(definition, number);
    },
  });
  expect(saw[0]).toMatchObject({ results: [{ objective: 2 }, { objective: null }], open: [] });
  expect(await store.sweeps.knownBy(row.id, 1)).toEqual(saw[0]);
  expect(await store.sweeps.knownBy(row.id, 2)).toEqual(saw[1]);
  expect(await create(exampleSweep())).not.toHaveProperty('warmSources');
});

test('an earlier sweep that does not exist or has another objective is refused, and nothing is created', async () => {
  const earlier = await finished([1]);
  const count = async () => (await store.sweeps.list({ limit: 200, archived: 'all' })).items.length;
  const before = await count();
  await expect(create(following(['nosuch']))).rejects.toMatchObject({
    code: 'invalid-sweep',
    message: 'There is no sweep nosuch',
    facts: { sweepId: 'nosuch' },
  });
  const metric: ResolvedSweep['metric'] = { name: 'eval/score', goal: 'maximize' };
  await expect(create(following([earlier], { metric }))).rejects.toMatchObject({
    message: expect.stringContaining('minimizes eval/score, this one maximizes eval/score'),
  });
  expect(await count()).toBe(before);
});

test('the values of all objectives are copied in the order of the new sweep, which the earlier one may have had in another', async () => {
  const [score, modes] = [
    { name: 'eval/score', goal: 'minimize' },
    { name: 'eval/modes', goal: 'maximize' },
  ] as const;
  const { sweepId, trials } = await newTrials(store, 3, { plannedTrials: 3, metric: modes, metrics: [modes, score] });
  for (const [index, { trialId }] of trials.entries()) {
    const { attempt } = await begin(store, trialId);
    const values = { 'eval/score': 10 + index, 'eval/modes': 5 - index };
    const points = Object.entries(values).map(([metric, value]) => ({ metric, step: 100, value, at: 0 }));
    await store.metrics.append({ trialId, attempt, points });
    const state = index === 2 ? 'diverged' : 'completed';
    await store.segments.finish({ trialId, attempt, state, step: 100, message: 'over' });
  }
  const both = following([sweepId], { metrics: [score, modes] });
  const known = [
    { number: -1, point: { lr_ratio: 0.2 }, objective: 11, objectives: [11, 4], n: 1 },
    { number: 0, point: { lr_ratio: 0.3 }, objective: null, objectives: [null, null], n: 1 },
  ];
  expect((await store.sweeps.warmStart(both)).known).toEqual(known);
  const row = await create(both);
  await store.sweeps.nextTrials({ sweepId: row.id, open: [], count: 1, suggest });
  expect((await store.sweeps.knownBy(row.id, 1)).results).toEqual(known);

  // One of its objectives alone is enough for a sweep that has no other; one that it never had is not.
  expect((await store.sweeps.warmStart(following([sweepId]))).known).toMatchObject([
    { objective: 11 },
    { objective: null },
  ]);
  await expect(create(following([await finished([1])], { metrics: [score, modes] }))).rejects.toMatchObject({
    message: expect.stringContaining('minimizes eval/score, this one minimizes eval/score and maximizes eval/modes'),
  });
});

test('a sweep that still runs gives what it has, and says that no more will be used', async () => {
  const { sweepId } = await newTrials(store, 1);
  const { sources } = await store.sweeps.warmStart(following([sweepId]));
  expect(sources).toMatchObject([{ used: 0, stillRuns: true, leftOut: [{ why: 'without a result', count: 1 }] }]);
});
