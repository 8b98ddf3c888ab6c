import { expect, test } from 'vitest';
import { swingOf } from './swing.ts';

const waves = Array.from({ length: 32 }, (_, i) => Math.sin((2 * Math.PI * i) / 8));

test('four waves change sides eight times, on a straight trend as without', () => {
  const { turns, size } = swingOf(waves);
  expect(turns).toBeGreaterThanOrEqual(7);
  expect(turns).toBeLessThanOrEqual(8);
  const rising = swingOf(waves.map((value, i) => value + 5 * i));
  expect(rising.turns).toBe(turns);
  expect(rising.size).toBeCloseTo(size, 1);
});

test('one great swing at the beginning hides none that come after it', () => {
  const after = swingOf([500, -300, 200, ...waves]);
  expect(after.turns).toBeGreaterThanOrEqual(7);
  expect(after.size).toBeLessThan(2);
});

test('a straight line does not swing', () => {
  expect(swingOf([1, 2, 3, 4, 5]).turns).toBe(0);
  expect(swingOf([]).turns).toBe(0);
});
