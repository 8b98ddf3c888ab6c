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

test('search sees mean and standard error of a point, the worst when one of its trials diverged, and points without any result as open', () => {
  const point = (x: number) => ({ x });
  const known = {
    results: [
      { number: 0, point: point(9), objective: 8, n: 4, standardError: 0.5 },
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
  };
  const seen = pointsOf(known, (number) => Math.ceil(number / 2), 5);
  expect(seen.results).toEqual([
    { number: 0, point: point(9), objective: 8, n: 4, standardError: 0.5 },
    { number: 1, point: point(1), objective: 3, n: 2, standardError: 1 },
    { number: 2, point: point(2), objective: null, n: 2 },
    { number: 3, point: point(3), objective: 7, n: 1 },
  ]);
  expect(seen.open).toEqual([{ number: 4, point: point(4) }]);
});

test('of several objectives each has its own mean; a point of which one is missing counts as the worst', () => {
  const point = { x: 1 };
  const results = [
    { number: 1, point, objective: 2, objectives: [2, 10] },
    { number: 2, point, objective: 4, objectives: [4, 30] },
    { number: 3, point, objective: 1, objectives: [1, null] },
    { number: 4, point, objective: 3, objectives: [3, 5] },
    { number: 5, point, objective: null },
    { number: 6, point, objective: 3, objectives: [3, 5] },
  ];
  const seen = pointsOf({ results, open: [] }, (number) => Math.ceil(number / 2), 9);
  expect(seen.results.map(({ objective, objectives }) => [objective, objectives])).toEqual([
    [3, [3, 20]],
    [2, [2, null]],
    [null, undefined],
  ]);
});

test.each(['tpe', 'gp', 'cmaes', 'nsga2'] as const)(
  'the repeats of a point are no reason for %s to suggest another one',
  (method) => {
    const space: ResolvedSweep['space'] = [
      { name: 'lr_ratio', dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' } },
    ];
    const sweep: ResolvedSweep = { ...testSweep, method, space, repeats: 2, plannedTrials: 40 };
    const at = (number: number) => ({ lr_ratio: ((Math.ceil(number / 2) * 7) % 13) / 13 });
    const results = Array.from({ length: 24 }, (_, i) => ({
      number: i + 1,
      point: at(i + 1),
      objective: (at(i + 1).lr_ratio - 0.3) ** 2 + (i % 2) / 50,
    }));
    const first = suggest(sweep, 25, { results, open: [] });
    if (first === 'exhausted') throw new Error('exhausted');
    const own = { number: 25, point: { lr_ratio: first.values.lr_ratio! } };
    expect(suggest(sweep, 26, { results, open: [own] })).toMatchObject({ values: first.values });
    const ended = { ...own, objective: 0.1 };
    expect(suggest(sweep, 26, { results: [...results, ended], open: [] })).toMatchObject({ values: first.values });
  },
);
