import { expect, test } from 'vitest';
import { searchTrialOf } from '../search/searchTrial.ts';
import { mappedTrialOf } from './mappedTrial.ts';

test('a row of few columns is drawn as a whole one is: a setting that is switched off is none, a score that is not finite neither', () => {
  const row = [7, 3, 'completed', 'd-wins', 2.5, null, true, 0.1, null, 2.5, 'NaN'];
  expect(mappedTrialOf(searchTrialOf(row, 2), ['lr_d', 'gp_lambda'], ['eval/a', 'eval/b'])).toEqual({
    ...{ id: 7, number: 3, state: 'completed', health: 'd-wins', score: 2.5, onFront: true },
    point: { lr_d: 0.1 },
    metrics: { 'eval/a': { last: 2.5 }, 'eval/b': { last: Number.NaN } },
  });
});
