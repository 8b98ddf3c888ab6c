import { expect, test } from 'vitest';
import { studentTail } from './studentT.ts';

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
