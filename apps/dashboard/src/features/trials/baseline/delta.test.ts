import { expect, test } from 'vitest';
import { differenceInWords, differenceOf } from './delta.ts';

test.each([
  [7.88, 7.51, '+0.370 (+4.9 %)'],
  [6.42, 7.73, '−1.31 (−17 %)'],
  [3, 3, '='],
  [2, 0, '+2.00'],
  [-1, -2, '+1.00 (+50 %)'],
  [12, 1, '+11.0 (+1100 %)'],
  [1e-5, 2e-5, '−1e-5 (−50 %)'],
])('%d against %d is %s', (value, base, words) => {
  const difference = differenceOf(value, base);
  expect(difference && differenceInWords(difference)).toBe(words);
});

test('what is no finite number has no difference', () => {
  for (const [value, base] of [
    [Number.NaN, 1],
    [1, Number.POSITIVE_INFINITY],
    [1e308, -1e308],
  ] as const) {
    expect(differenceOf(value, base)).toBeUndefined();
  }
});
