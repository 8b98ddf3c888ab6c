import { expect, test } from 'vitest';
import { median, spreadOf } from './spread.ts';

test('quartiles lie between the nearest values, as in NumPy', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ quartile1: 1.75, median: 2.5, quartile3: 3.25 });
  expect(median([5])).toBe(5);
});
