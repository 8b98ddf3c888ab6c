import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { expect, test } from 'vitest';
import { testSweep } from '../testing/testSweep.ts';
import { pointsOf } from './repeatedPoints.ts';
import { suggest } from './suggest.ts';

const none = { results: [], open: [] };

test('the trials of a point share everything but their training seed', () => {
  const sweep: ResolvedSweep = { ...testSweep, method: 'random', repeats: 3, plannedTrials: 6 };
  const configs = [1, 2, 3, 4].map((number) => suggest(sweep, number, none));
  const values = configs.map((config) => config !== 'exhausted' && JSON.stringify(config.values));
  expect(values[1]).toBe(values[0]);
  expect(values[2]).toBe(values[0]);
  expect(new Set(configs.map((config) => config !== 'exhausted' && config.seed)).size).toBe(4);
  expect(suggest({ ...sweep, method: 'grid', plannedTrials: 12 }, 12, none)).toMatchObject({ values: { lr_ratio: 4 } });
});

test('search sees the mean of a point, the worst when one of its trials diverged, and points without any result as open', () => {
  const point = (x: number) => ({ x });
  const seen = pointsOf(
    {
      results: [
        { number: 1, point: point(1), objective: 2 },
        { number: 2, point: point(1), objective: 4 },
        { number: 3, point: point(2), objective: 1 },
        { number: 4, point: point(2), objective: null },
        { number: 5, point: point(3), objective: 7 },
      ],
      open: [
        { number: 6, point: point(3) },
        { number: 7, point: point(4) },
        { number: 8, point: point(4) },
      ],
    },
    (number) => Math.ceil(number / 2),
  );
  expect(seen.results).toEqual([
    { number: 1, point: point(1), objective: 3 },
    { number: 2, point: point(2), objective: null },
    { number: 3, point: point(3), objective: 7 },
  ]);
  expect(seen.open).toEqual([{ number: 4, point: point(4) }]);
});
