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
