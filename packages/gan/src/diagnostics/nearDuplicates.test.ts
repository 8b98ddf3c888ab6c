import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { heldOutSeed } from '../data/heldOut.ts';
import { mixturePoints, type PointDraw } from '../data/mixturePoints.ts';
import { ring } from '../data/ring.ts';
import { readValues } from '../game/readValues.ts';
import { duplicateShare, nearDistance } from './nearDuplicates.ts';

const random = await testBackend();
const points = (draw: PointDraw) => readValues(() => mixturePoints(random, ring, 256, draw));
const real = points({ seed: heldOutSeed, step: 0, split: 'held-out' });
const tooNear = nearDistance(real, 2);

test('of the real samples that set the distance one in a hundred has a near-duplicate, of others hardly more', () => {
  expect(duplicateShare(real, 2, tooNear)).toBeLessThanOrEqual(0.01);
  const others = [1, 2, 3, 4].map((seed) => duplicateShare(points({ seed, step: 0 }), 2, tooNear));
  expect(others.reduce((a, b) => a + b, 0) / 4).toBeLessThan(0.04);
});

test('a generator of one sample has nothing but duplicates, one that repeats every second half as many', () => {
  expect(duplicateShare(new Float32Array(512).fill(0.5), 2, tooNear)).toBe(1);
  const half = real.map((value, i) => (i % 8 < 4 ? real[i - (i % 8) + (i % 2)]! : value));
  expect(duplicateShare(half, 2, tooNear)).toBeCloseTo(0.5, 1);
});

const squared = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);

/** Samples of so many features, some of them alike or nearly so; flat and one by one. */
const samplesOf = (features: number, most: number) =>
  fc
    .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 4 * features, maxLength: most * features })
    .map((values) => {
      const flat = Float32Array.from(values.slice(0, values.length - (values.length % features)));
      const each = Array.from({ length: flat.length / features }, (_, i) => [
        ...flat.subarray(features * i, features * (i + 1)),
      ]);
      return { flat, each };
    });

/** Pairs are found along their first feature where there are few, else by a product of matrices. */
describe.each([1, 3, 12])('of samples of %i features', (features) => {
  test('the distance is that which all but one in a hundred have their nearest one beyond', () => {
    fc.assert(
      fc.property(samplesOf(features, 250), ({ flat, each }) => {
        const nearest = each.map((a, i) =>
          Math.min(...each.map((b, j) => (i === j ? Number.POSITIVE_INFINITY : squared(a, b)))),
        );
        const expected = nearest.sort((a, b) => a - b)[Math.floor(0.01 * nearest.length)]!;
        expect(nearDistance(flat, features)).toBeCloseTo(expected, 12);
      }),
      { numRuns: 20 },
    );
  });

  test('those are duplicates that looking at every pair finds to be', () => {
    const limits = fc.double({ min: 0.001, max: features, noNaN: true });
    fc.assert(
      fc.property(samplesOf(features, 20), limits, ({ flat, each }, limit) => {
        const near = each.filter((a, i) => each.some((b, j) => i !== j && squared(a, b) < limit));
        expect(duplicateShare(flat, features, limit)).toBeCloseTo(near.length / each.length, 12);
      }),
    );
  });
});

test('what is no number is no duplicate, and hides none of the others', () => {
  for (const features of [2, 12]) {
    expect(duplicateShare(new Float32Array(5 * features).fill(NaN), features, 1)).toBe(0);
    const pairs = Array.from({ length: 60 }, (_, pair) => (pair * 37) % 60);
    const samples = pairs.flatMap((place) => [place, NaN, place]);
    const flat = Float32Array.from(samples.flatMap((value) => new Array<number>(features).fill(value)));
    expect(duplicateShare(flat, features, 0.5)).toBeCloseTo(2 / 3, 12);
  }
});

test('what is too large to be multiplied is compared all the same', () => {
  for (const features of [2, 12])
    expect(duplicateShare(new Float32Array(5 * features).fill(1e20), features, 1)).toBe(1);
});
