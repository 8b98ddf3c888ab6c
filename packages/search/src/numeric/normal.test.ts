import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logNormalDensity, millsRatio, normalCdf, normalDensity, normalMass, normalQuantile } from './normal.ts';

test('Φ has the values of Abramowitz and Stegun, table 26.1 and 26.2', () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
  expect(normalCdf(-2)).toBeCloseTo(0.0227501319481792, 14);
  expect(Math.log10(normalCdf(-10))).toBeCloseTo(-23.11805, 5);
  expect(normalCdf(-40)).toBe(0);
});

test('the quantile undoes Φ, far into both tails', () => {
  fc.assert(
    fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (x) => {
      expect(normalQuantile(normalCdf(-Math.abs(x)))).toBeCloseTo(-Math.abs(x), 9);
    }),
  );
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(1e-300)).toBeCloseTo(-37.0471, 4);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('a mass keeps its digits in either tail', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0.01, max: 2, noNaN: true }), (a, w) => {
      expect(normalMass(a, a + w)).toBeGreaterThan(0);
      expect(normalMass(a, a + w)).toBe(normalMass(-a - w, -a));
    }),
  );
});

test('Mills ratio lies between its bounds x / (1 + x²) and 1 / x (Gordon 1941)', () => {
  for (const x of [0.5, 1, 3, 7, 7.1, 20, 1e3]) {
    expect(millsRatio(x)).toBeGreaterThan(x / (1 + x * x));
    expect(millsRatio(x)).toBeLessThan(1 / x);
  }
  expect(Math.exp(logNormalDensity(1.3))).toBeCloseTo(normalDensity(1.3), 15);
});
