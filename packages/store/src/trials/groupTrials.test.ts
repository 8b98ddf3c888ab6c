import { type TrialGroupQuery, trialGroupQuerySchema } from '@seesaw/shared/queries';
import { beforeAll, expect, test } from 'vitest';
import type { Suggest } from '../suggestPort.ts';
import { begin, newSweep } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

let sweepId: string;

/** Two losses, of which the third trial of three has none, and three trials each; scores in `scores`. */
const suggest: Suggest = (sweep, number) => ({
  recipe: sweep.recipe,
  dataset: sweep.dataset,
  seed: number,
  steps: 100,
  values: { batch_size: 64, ema: number > 3, ...(number > 6 ? {} : { loss: number % 2 === 0 ? 'hinge' : 'lsgan' }) },
  checkpoint: sweep.checkpoint,
});

const scores: Readonly<Record<number, number>> = { 1: 1, 2: 10, 3: 2, 4: 14, 5: 6, 6: Number.NaN, 7: 1e300 };

beforeAll(async () => {
  sweepId = await newSweep(store, {
    plannedTrials: 8,
    concurrency: 8,
    space: [
      { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan'] } },
      { name: 'ema', dimension: { kind: 'choice', values: [true, false] } },
    ],
  });
  const { trials } = await store.sweeps.nextTrials({ sweepId, open: [], count: 8, suggest });
  for (const { trialId, number } of trials.slice(0, 7)) {
    const { attempt } = await begin(store, trialId);
    const points = [{ metric: 'd', step: 1, value: scores[number] ?? 0, at: 0 }];
    await store.metrics.append({ trialId, attempt, points });
  }
});

function groups(query: Partial<TrialGroupQuery>) {
  return store.trials.groups(trialGroupQuerySchema.parse({ sweepId, ...query }));
}

test('trials with equal values are one group, with mean and deviation of what is finite; having no value is a value', async () => {
  const page = await groups({ by: ['point.loss'], columns: ['metric.d', 'state', 'config.batch_size'] });
  expect(page).toMatchObject({ total: 3, trials: 8, nextCursor: null });
  expect(page.groups).toEqual([
    {
      key: ['lsgan'],
      numbers: [1, 3, 5],
      values: [
        { n: 3, mean: 3, deviation: expect.closeTo(Math.sqrt(7), 12) },
        { n: 3, common: 'running', kinds: 1 },
        { n: 3, mean: 64, deviation: 0 },
      ],
    },
    {
      key: ['hinge'],
      numbers: [2, 4, 6],
      values: [
        { n: 2, mean: 12, deviation: expect.closeTo(Math.sqrt(8), 12) },
        { n: 3, common: 'running', kinds: 1 },
        { n: 3, mean: 64, deviation: 0 },
      ],
    },
    {
      key: [null],
      numbers: [7, 8],
      // 1e300 is no number to calculate with.
      values: [null, { n: 2, common: 'pending', kinds: 2 }, { n: 2, mean: 64, deviation: 0 }],
    },
  ]);
});

test('groups sort by count, key or mean, also of a column that is not shown, and come in pages', async () => {
  const keys = async (query: Partial<TrialGroupQuery>) => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await groups({ by: ['point.loss'], limit: 2, ...query, ...(cursor !== undefined && { cursor }) });
      expect(page.total).toBe(3);
      seen.push(...page.groups.map(({ key }) => key[0]));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return seen;
  };
  expect(await keys({ sort: 'n' })).toEqual([null, 'lsgan', 'hinge']);
  expect(await keys({ sort: 'metric.d', order: 'desc' })).toEqual(['hinge', 'lsgan', null]);
  expect(await keys({ sort: 'metric.d', columns: ['metric.d'] })).toEqual(['lsgan', 'hinge', null]);
  expect(await keys({ sort: 'point.loss' })).toEqual(['hinge', 'lsgan', null]);
  expect(await keys({ sort: 'number', order: 'desc' })).toEqual([null, 'hinge', 'lsgan']);
});

test('several columns group together, and only the trials that a filter and states choose', async () => {
  const page = await groups({ by: ['point.ema', 'point.loss'], filter: 'number > 1 and number < 7' });
  expect(page.groups.map(({ key, numbers }) => [...key, ...numbers])).toEqual([
    [false, 'hinge', 2],
    [false, 'lsgan', 3],
    [true, 'hinge', 4, 6],
    [true, 'lsgan', 5],
  ]);
  expect(await groups({ by: ['health'], state: ['pending'] })).toMatchObject({ total: 1, trials: 1 });
  expect(await groups({ by: ['health'], state: ['failed'] })).toMatchObject({ total: 0, trials: 0, groups: [] });
});

test('a metric does not group, and what is no column, page or filter is refused', async () => {
  for (const query of [
    { by: ['metric.d'] },
    { by: ['nope'] },
    { by: ['state'], columns: ['x'] },
    { by: ['state'], cursor: 'x' },
  ]) {
    await expect(groups(query)).rejects.toMatchObject({ code: 'not-found' });
  }
  await expect(groups({ by: ['state'], filter: 'nope > 1' })).rejects.toMatchObject({ code: 'invalid-sweep' });
});
