import fc from 'fast-check';
import { expect, test } from 'vitest';
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

test('the distance is that of the nearest of other real samples which all but one in a hundred have farther ones than', () => {
  const images = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 400, maxLength: 900 });
  fc.assert(
    fc.property(images, (values) => {
      const flat = Float32Array.from(values.slice(0, values.length - (values.length % 3)));
      const all = Array.from({ length: flat.length / 3 }, (_, i) => [...flat.subarray(3 * i, 3 * i + 3)]);
      const square = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);
      const nearest = all.map((a, i) =>
        Math.min(...all.map((b, j) => (i === j ? Number.POSITIVE_INFINITY : square(a, b)))),
      );
      const sorted = nearest.sort((a, b) => a - b);
      expect(nearDistance(flat, 3)).toBeCloseTo(sorted[Math.floor(0.01 * sorted.length)]!, 12);
    }),
    { numRuns: 30 },
  );
});

test('the nearest distances are those that looking at every pair gives', () => {
  const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 12, maxLength: 60 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, limit) => {
      const flat = Float32Array.from(values.slice(0, values.length - (values.length % 3)));
      const points = Array.from({ length: flat.length / 3 }, (_, i) => [...flat.subarray(3 * i, 3 * i + 3)]);
      const square = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0);
      const near = points.filter((a, i) => points.some((b, j) => i !== j && square(a, b) < limit));
      expect(duplicateShare(flat, 3, limit)).toBeCloseTo(near.length / points.length, 12);
    }),
  );
});
