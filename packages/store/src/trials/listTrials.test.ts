import { type TrialListQuery, trialListQuerySchema } from '@seesaw/shared/queries';
import { beforeAll, expect, test } from 'vitest';
import { begin, newTrials } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

let sweepId: string;

/** Last values of the metric `d` of trials 1 to 6; the fifth reported none, the sixth was never started. */
const values = [3, Number.NaN, -1, Number.POSITIVE_INFINITY];

beforeAll(async () => {
  const made = await newTrials(store, 6);
  sweepId = made.sweepId;
  for (const [index, { trialId }] of made.trials.slice(0, 5).entries()) {
    const { attempt } = await begin(store, trialId);
    const value = values[index];
    if (value !== undefined)
      await store.metrics.append({ trialId, attempt, points: [{ metric: 'd', step: 1, value, at: 0 }] });
  }
});

async function numbers(query: Partial<TrialListQuery>): Promise<number[]> {
  const { items } = await store.trials.list(trialListQuerySchema.parse({ sweepId, ...query }));
  return items.map((row) => row.number);
}

test('trials sort by column, point and metric; NaN and nothing come last in both directions', async () => {
  expect(await numbers({})).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await numbers({ order: 'desc' })).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await numbers({ sort: 'point.lr_ratio', order: 'desc' })).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await numbers({ sort: 'metric.d' })).toEqual([3, 1, 4, 2, 5, 6]);
  expect(await numbers({ sort: 'metric.d', order: 'desc' })).toEqual([4, 1, 3, 2, 5, 6]);
  expect(await numbers({ sort: 'state' })).toEqual([6, 1, 2, 3, 4, 5]);
  expect(await numbers({ sort: 'metric.none' })).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a page at a time gives every trial once, with the total', async () => {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.trials.list(trialListQuerySchema.parse({ sweepId, sort: 'metric.d', limit: 4, cursor }));
    expect(page.total).toBe(6);
    seen.push(...page.items.map((row) => row.number));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([3, 1, 4, 2, 5, 6]);
});

test('trials are chosen by state', async () => {
  expect(await numbers({ state: ['pending'] })).toEqual([6]);
  expect(await numbers({ state: ['failed'] })).toEqual([]);
});

test('a sort column or cursor that does not exist is refused', async () => {
  await expect(numbers({ sort: 'id; drop table trials' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(numbers({ cursor: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  for (const sort of ['number', 'state', 'score', 'step', 'point.lr_ratio', 'metric.d']) {
    for (const value of [1, 'one', '1;', '{"a":"\\u0000"}', '0x10', '\u0000']) {
      const cursor = Buffer.from(JSON.stringify([sort, 'asc', value, 1])).toString('base64url');
      const refused = await numbers({ sort, cursor }).catch((error: unknown) => error);
      // A number goes on by number alone, and any text can be a state.
      if (!Array.isArray(refused)) expect(refused).toMatchObject({ code: 'not-found' });
    }
  }
});
