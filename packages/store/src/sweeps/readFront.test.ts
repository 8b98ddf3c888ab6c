import type { TrialListQuery } from '@seesaw/shared/queries';
import { expect, test } from 'vitest';
import { endTrial, newTrials, twoObjectives } from '../testing/exampleSweep.ts';
import { command, store } from '../testing/testStore.ts';

/** A sweep whose trials ended with these scores (small is good) and modes (large is good). */
async function sweepWith(values: readonly (readonly [score: number, modes: number] | 'diverged')[]): Promise<string> {
  const { sweepId } = await newTrials(store, values.length, {
    plannedTrials: values.length,
    metrics: twoObjectives,
  });
  for (const [index, value] of values.entries()) {
    const reported = value === 'diverged' ? value : { 'eval/score': value[0], 'eval/modes': value[1] };
    await endTrial(store, { sweepId, number: index + 1 }, reported);
  }
  return sweepId;
}

const page = (query: Partial<TrialListQuery> & { sweepId: string }): TrialListQuery => ({
  sort: 'number',
  order: 'asc',
  limit: 100,
  ...query,
});

test('the front is who is beaten by nobody in every objective, equal ones together; diverged and open trials are no results', async () => {
  const sweepId = await sweepWith([[3, 5], [1, 2], 'diverged', [2, 2], [3, 5], [Number.NaN, 9]]);
  expect(await store.sweeps.front(sweepId)).toMatchObject({
    objectives: twoObjectives,
    items: [
      { number: 1, values: [3, 5], point: { lr_ratio: 0.1 } },
      { number: 2, values: [1, 2] },
      { number: 5, values: [3, 5] },
    ],
  });
  await expect(store.sweeps.front('nosuch')).rejects.toMatchObject({ code: 'not-found' });
});

test('lists say who is on the front, show only these when asked, and name no best trial', async () => {
  const sweepId = await sweepWith([
    [3, 5],
    [1, 2],
    [2, 1],
  ]);
  const row = await store.sweeps.get(sweepId);
  expect(row).toMatchObject({ frontSize: 2, bestScore: null, bestTrialNumber: null });
  const { items, total } = await store.trials.list(page({ sweepId }));
  expect([total, items.map((trial) => trial.onFront)]).toEqual([3, [true, true, false]]);
  const front = await store.trials.list(page({ sweepId, front: true, order: 'desc' }));
  expect([front.total, front.items.map((trial) => trial.number)]).toEqual([2, [2, 1]]);
  const filtered = await store.trials.list(page({ sweepId, front: true, filter: 'score > 2' }));
  expect([filtered.total, filtered.items.map((trial) => trial.number)]).toEqual([1, [1]]);
  const table = await store.trials.table({ ...page({ sweepId }), columns: ['number', 'onFront', 'metric.eval/modes'] });
  expect(table.rows).toEqual([
    [1, true, 5],
    [2, true, 2],
    [3, false, 1],
  ]);
});

test('a front that was read is found anew when a trial ends, when one goes on, and when it comes to another result', async () => {
  const base = { batch_size: 64, loss: 'hinge', steps: 100 };
  const { sweepId } = await newTrials(store, 3, { plannedTrials: 3, metrics: twoObjectives, base });
  const front = async () => {
    const { items } = await store.sweeps.front(sweepId);
    expect((await store.sweeps.get(sweepId)).frontSize).toBe(items.length);
    return items.map(({ number, values }) => [number, ...values]);
  };
  expect(await front()).toEqual([]);
  await endTrial(store, { sweepId, number: 1 }, { 'eval/score': 2, 'eval/modes': 5 });
  expect(await front()).toEqual([[1, 2, 5]]);
  await endTrial(store, { sweepId, number: 2 }, { 'eval/score': 1, 'eval/modes': 5 });
  expect(await front()).toEqual([[2, 1, 5]]);
  await endTrial(store, { sweepId, number: 3 }, 'diverged');
  expect(await front()).toEqual([[2, 1, 5]]);
  await store.sweeps.settle(sweepId);
  // All that have a result go on: as many as before, and then as many again.
  await command(sweepId, { kind: 'extend', steps: 200 });
  expect(await front()).toEqual([]);
  await endTrial(store, { sweepId, number: 2 }, { 'eval/score': 3, 'eval/modes': 5 });
  await endTrial(store, { sweepId, number: 1 }, { 'eval/score': 2, 'eval/modes': 4 });
  expect(await front()).toEqual([
    [1, 2, 4],
    [2, 3, 5],
  ]);
});

test('with one objective nothing is said of a front, and the best trials are on it', async () => {
  const { sweepId } = await newTrials(store, 3, { plannedTrials: 3 });
  for (const [i, score] of [2, 1, 1].entries())
    await endTrial(store, { sweepId, number: i + 1 }, { 'eval/score': score });
  expect(await store.sweeps.get(sweepId)).toMatchObject({ frontSize: null, bestScore: 1, bestTrialNumber: 2 });
  expect((await store.trials.byNumber(sweepId, 2)).onFront).toBeNull();
  expect((await store.sweeps.front(sweepId)).items.map(({ number }) => number)).toEqual([2, 3]);
});

test('a trial that lacks one of its objectives has failed, and says which', async () => {
  const { sweepId } = await newTrials(store, 1, { plannedTrials: 1, metrics: twoObjectives });
  expect(await endTrial(store, { sweepId, number: 1 }, { 'eval/score': 1 })).toBe('failed');
  expect((await store.trials.byNumber(sweepId, 1)).lastError).toBe(
    'metric "eval/modes" was never reported; it reported: eval/score',
  );
});
