import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaCdf, betaQuantile } from './beta.ts';

const shape = fc.double({ min: 0.1, max: 200, noNaN: true });
const unit = fc.double({ min: 0, max: 1, noNaN: true });

test('agrees with the distributions that have a formula', () => {
  for (const x of [0.01, 0.3, 0.5, 0.9, 0.999]) {
    expect(betaCdf(x, 1, 1)).toBeCloseTo(x, 14);
    expect(betaCdf(x, 3, 1)).toBeCloseTo(x ** 3, 14);
    expect(betaCdf(x, 1, 4)).toBeCloseTo(1 - (1 - x) ** 4, 14);
    expect(betaCdf(x, 2, 2)).toBeCloseTo(x * x * (3 - 2 * x), 14);
    expect(betaCdf(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13);
  }
});

test('is its own mirror image', () => {
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 1e-3, max: 0.999, noNaN: true }), (a, b, x) => {
      expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 9);
    }),
  );
});

test('the quantile undoes the share', () => {
  fc.assert(
    fc.property(shape, shape, unit, (a, b, p) => {
      const x = betaQuantile(p, a, b);
      expect(x >= 0 && x <= 1).toBe(true);
      // Next to 0 and 1 a small shape has all its mass between two numbers.
      fc.pre(x > 1e-6 && x < 1 - 1e-6);
      expect(betaCdf(x, a, b)).toBeCloseTo(p, 8);
    }),
  );
});
