import { expect, test } from 'vitest';
import { medianInterval } from './medianInterval.ts';

test.each([
  // Places as in tables of the sign test's interval, such as Hollander & Wolfe, Nonparametric Statistical Methods.
  [6, 1, 6],
  [9, 2, 8],
  [15, 4, 12],
  [25, 8, 18],
])('of %i values it goes from number %i to number %i', (count, low, high) => {
  const values = Array.from({ length: count }, (_, index) => ((7 * index) % count) + 1);
  expect(medianInterval(values)).toEqual([low, high]);
});
