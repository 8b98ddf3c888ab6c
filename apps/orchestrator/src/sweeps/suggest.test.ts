import { expect, test } from 'vitest';
import { testSweep } from '../testing/testSweep.ts';
import { suggest } from './suggest.ts';

function ratios(sweep: typeof testSweep, numbers: readonly number[]) {
  return numbers.map((number) => {
    const config = suggest(sweep, number, { results: [], open: [] });
    return config === 'exhausted' ? config : config.values.lr_ratio;
  });
}

test('a grid walks all of its points around those that a person picked', () => {
  const sweep = { ...testSweep, plannedTrials: 6, handPicked: [2, 4] };
  expect(ratios(testSweep, [1, 2, 3, 4, 5])).toEqual([0.5, 1, 2, 4, 'exhausted']);
  expect(ratios(sweep, [1, 3, 5, 6, 7])).toEqual([0.5, 1, 2, 4, 'exhausted']);
});

test('points that are given come first, each with all its repeats, and random search begins behind them', () => {
  const cold = { ...testSweep, method: 'random' as const, plannedTrials: 9 };
  const points = [{ lr_ratio: 4 }, { lr_ratio: 0.5 }];
  const warm = { ...cold, warmStart: { points, sweeps: [], ignored: [] } };
  expect(ratios(warm, [1, 2, 3, 4, 5])).toEqual([4, 0.5, ...ratios(cold, [1, 2, 3])]);
  expect(ratios({ ...warm, repeats: 2 }, [1, 2, 3, 4])).toEqual([4, 4, 0.5, 0.5]);
  expect(ratios({ ...warm, handPicked: [2] }, [1, 3])).toEqual([4, 0.5]);
});
