import { expect, test } from 'vitest';
import { studentQuantile, studentTail } from './studentT.ts';

test('the critical values are those of the printed tables (Abramowitz and Stegun, table 26.10)', () => {
  const table = [
    [6.314, 1, 0.05],
    [2.92, 2, 0.05],
    [4.541, 3, 0.01],
    [1.812, 10, 0.05],
    [2.787, 25, 0.005],
  ] as const;
  for (const [t, degrees, tail] of table) expect(studentTail(t, degrees)).toBeCloseTo(tail, 4);
});

test('both tails are alike, half of it lies above 0, and one degree of freedom is the Cauchy distribution', () => {
  expect(studentTail(0, 3.7)).toBeCloseTo(0.5, 14);
  expect(studentTail(-1.3, 5) + studentTail(1.3, 5)).toBeCloseTo(1, 14);
  expect(studentTail(2.5, 1)).toBeCloseTo(0.5 - Math.atan(2.5) / Math.PI, 12);
});

test('quantiles are those of the printed tables (Abramowitz and Stegun, table 26.10), and have their tail', () => {
  const table = [
    [12.706, 1],
    [4.303, 2],
    [2.776, 4],
    [2.228, 10],
    [1.98, 120],
  ] as const;
  for (const [t, degrees] of table) expect(studentQuantile(0.025, degrees)).toBeCloseTo(t, 3);
  expect(studentTail(studentQuantile(0.001, 7), 7)).toBeCloseTo(0.001, 14);
});
