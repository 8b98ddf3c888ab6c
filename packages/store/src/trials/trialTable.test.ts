import { type TrialListQuery, trialListQuerySchema } from '@seesaw/shared/queries';
import { beforeAll, expect, test } from 'vitest';
import { begin, newTrials, twoObjectives } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

let sweepId: string;
let first: { trialId: number; attempt: number };

/** Values of the metric `d` of three trials, step by step; a fourth trial never begins. */
const values = [
  [1, 6, 2],
  [Number.NaN, 4, 2, Number.NEGATIVE_INFINITY],
  [Number.NaN, 1e300],
];

beforeAll(async () => {
  const made = await newTrials(store, 4, { base: { batch_size: 64 }, metrics: twoObjectives });
  sweepId = made.sweepId;
  for (const [index, { trialId }] of made.trials.slice(0, 3).entries()) {
    const { attempt } = await begin(store, trialId);
    if (index === 0) first = { trialId, attempt };
    const points = (values[index] ?? []).flatMap((value, step) => [
      { metric: 'd', step, value, at: 0 },
      { metric: 'eval/score', step, value: index + step, at: 0 },
      { metric: 'eval/modes', step, value: index + step, at: 0 },
    ]);
    await store.metrics.append({ trialId, attempt, points: points.slice(0, 4) });
    await store.metrics.append({ trialId, attempt, points: points.slice(4) });
  }
});

function table(columns: string[], query: Partial<TrialListQuery> = {}) {
  return store.trials.table({ ...trialListQuerySchema.parse({ sweepId, ...query }), columns });
}

test('a metric column tells last, extremes, mean of what is finite, and the best by its goal', async () => {
  const { rows } = await table([
    'number',
    'metric.d',
    'min.d',
    'max.d',
    'mean.d',
    'best.eval/score',
    'best.eval/modes',
  ]);
  expect(rows).toEqual([
    [1, 2, 1, 6, 3, 0, 2],
    [2, '-Infinity', '-Infinity', 4, 3, 1, 4],
    [3, 1e300, 1e300, 1e300, null, 2, 3],
    [4, null, null, null, null, null, null],
  ]);
});

test('trials sort by what a column shows, and a page at a time gives each once', async () => {
  const sorted = async (sort: string, order: 'asc' | 'desc' = 'asc') => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await table(['number'], { sort, order, limit: 3, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.rows.flat());
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return seen;
  };
  expect(await sorted('max.d', 'desc')).toEqual([3, 1, 2, 4]);
  expect(await sorted('mean.d')).toEqual([1, 2, 3, 4]);
  expect(await sorted('best.eval/modes', 'desc')).toEqual([2, 3, 1, 4]);
  expect(await sorted('config.batch_size', 'desc')).toEqual([1, 2, 3, 4]);
  expect(await sorted('config.seed', 'desc')).toEqual([4, 3, 2, 1]);
  expect(await sorted('startedAt')).toEqual([1, 2, 3, 4]);
  expect(await sorted('maxStep', 'desc')).toEqual([2, 1, 3, 4]);
});

test('a mean follows what is dropped and written again', async () => {
  await store.segments.truncate({ ...first, fromStep: 1 });
  expect((await table(['mean.d'], { filter: 'number == 1' })).rows).toEqual([[3.5]]);
  await store.metrics.append({ ...first, points: [{ metric: 'd', step: 1, value: 2, at: 0 }] });
  expect((await table(['mean.d'], { filter: 'number == 1' })).rows).toEqual([[1.5]]);
});

test('a column that trials do not have, and the best of what is no objective, are refused with what to use', async () => {
  await expect(table(['number', 'nope'])).rejects.toMatchObject({
    code: 'not-found',
    facts: { hint: expect.stringContaining('mean.<name>') },
  });
  for (const ask of [() => table(['best.d']), () => table(['number'], { sort: 'best.d' })]) {
    await expect(ask()).rejects.toMatchObject({
      code: 'not-found',
      facts: { hint: expect.stringContaining('min.d') },
    });
  }
});

test('the trials of a group have its values, or none', async () => {
  const inGroup = async (by: string[], key: (number | string | null)[]) =>
    (await table(['number'], { group: { by, key } })).rows.flat();
  expect(await inGroup(['state'], ['pending'])).toEqual([4]);
  expect(await inGroup(['config.batch_size', 'state'], [64, 'running'])).toEqual([1, 2, 3]);
  expect(await inGroup(['point.nothing'], [null])).toEqual([1, 2, 3, 4]);
  expect(await inGroup(['point.lr_ratio'], [0.2])).toEqual([2]);
  await expect(inGroup(['metric.d'], [1])).rejects.toMatchObject({ code: 'not-found' });
});
