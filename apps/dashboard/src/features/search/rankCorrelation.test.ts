import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation, ranks } from './rankCorrelation.ts';

describe('rank correlation', () => {
  it('is what scipy.stats.spearmanr gives', () => {
    // spearmanr([1,2,3,4,5], [5,6,7,8,7]) of its documentation.
    expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]).rho).toBeCloseTo(0.8207826816681233, 12);
  });

  it('shares ranks among equal values', () => {
    expect(ranks([10, 20, 10, 30])).toEqual([0.5, 2, 0.5, 3]);
  });

  it('is 1 for whatever only rises, and does not depend on how much', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 5 }), (xs) => {
        const cubes = xs.map((x) => x ** 3);
        expect(rankCorrelation(xs, cubes).rho).toBeCloseTo(1, 9);
        expect(
          rankCorrelation(
            xs,
            cubes.map((x) => -x),
          ).rho,
        ).toBeCloseTo(-1, 9);
      }),
    );
  });

  it('leaves out pairs with a missing half, and has no value where one side never changes', () => {
    expect(rankCorrelation([1, Number.NaN, 2, 3], [1, 2, 2, 3])).toMatchObject({ n: 3, rho: 1, low: Number.NaN });
    expect(rankCorrelation([1, 1, 1], [1, 2, 3]).rho).toBeNaN();
  });
});
