import { compile } from '@seesaw/compile/compile';
import { type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testBackend, testDraws } from '../../testBackend.ts';
import { readValues } from '../game/readValues.ts';
import { counterRandom } from '../random/counterRandom.ts';
import { keyWords, type RandomSource } from '../random/randomSource.ts';
import { grid } from './grid.ts';
import { mixturePoints, type PointDraw } from './mixturePoints.ts';
import { ring } from './ring.ts';
import type { PointData } from './trainingData.ts';

const sources: readonly [string, RandomSource][] = [
  ['native', await testBackend()],
  ['counter', counterRandom],
];
const [[, native]] = sources as [[string, RandomSource]];
const draws = await testDraws();

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const step = fc.integer({ min: 0, max: 2 ** 27 - 1 });
const data = fc.constantFrom(ring, grid);

function drawn(set: PointData, count: number, draw: PointDraw, random = native): Float32Array {
  return readValues(() => mixturePoints(random, set, count, draw));
}

test.each(sources)('%s: every mode is equally likely, whatever the seed and the step', (_name, random) => {
  fc.assert(
    fc.property(data, uint32, step, (set, seed, at) => {
      const modes = set.centres.length;
      const counts = new Array<number>(modes).fill(0);
      const count = 200 * modes;
      const points = drawn(set, count, { seed, step: at }, random);
      for (let i = 0; i < count; i++) counts[nearest(set, points[2 * i]!, points[2 * i + 1]!)]! += 1;
      // χ² has modes − 1 degrees of freedom: mean n, deviation √2n. Nine deviations are never reached by chance.
      const chiSquared = counts.reduce((sum, found) => sum + (found - 200) ** 2 / 200, 0);
      expect(chiSquared).toBeLessThan(modes - 1 + 9 * Math.sqrt(2 * (modes - 1)));
    }),
    { numRuns: 20 },
  );
});

test.each(sources)(
  '%s: around its mode a point is normal with deviation σ on each axis, and the axes are independent',
  (_name, random) => {
    fc.assert(
      fc.property(data, uint32, step, (set, seed, at) => {
        const count = 5000;
        const points = drawn(set, count, { seed, step: at }, random);
        const away = Array.from({ length: count }, (_, i) => {
          const [x, y] = [points[2 * i]!, points[2 * i + 1]!];
          const [u, v] = set.centres[nearest(set, x, y)]!;
          return [(x - u) / set.sigma, (y - v) / set.sigma] as const;
        });
        const mean = (of: (one: readonly [number, number]) => number) =>
          away.reduce((sum, one) => sum + of(one), 0) / count;
        // A mean of 5,000 squares of normal numbers has a deviation of 0.02, one of the numbers or of products 0.014.
        for (const axis of [0, 1] as const) {
          expect(Math.abs(mean((one) => one[axis]))).toBeLessThan(0.09);
          expect(Math.abs(mean((one) => one[axis] ** 2) - 1)).toBeLessThan(0.12);
        }
        expect(Math.abs(mean(([x, y]) => x * y))).toBeLessThan(0.09);
        const within = away.filter(([x, y]) => Math.hypot(x, y) < 3).length / count;
        expect(Math.abs(within - (1 - Math.exp(-4.5)))).toBeLessThan(0.009);
      }),
      { numRuns: 10 },
    );
  },
);

test('the highest number that is drawn is of the last mode, for any number of modes', () => {
  const highest: RandomSource = {
    normal: (shape, key) => counterRandom.normal(shape, key),
    uniform: () => tensor1d([1 - 2 ** -24, 0]),
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), (modes) => {
      const centres = Array.from({ length: modes }, (_, i) => [i, 0] as const);
      const found = readValues(() => mixturePoints(highest, { centres, sigma: 0 }, 2, { seed: 1, step: 1 }));
      expect(Array.from(found)).toEqual([modes - 1, 0, 0, 0]);
    }),
  );
});

test('points are a function of the draw: equal draws give equal points, and every part of a draw changes them', () => {
  fc.assert(
    fc.property(data, uint32, step, (set, seed, at) => {
      const draw: PointDraw = { seed, step: at };
      const base = drawn(set, 16, draw);
      expect(drawn(set, 16, { ...draw, split: 'train', draw: 0, part: 0 })).toEqual(base);
      const changes: Partial<PointDraw>[] = [
        { seed: (seed + 1) % 2 ** 32 },
        { step: at === 0 ? 1 : at - 1 },
        { draw: 1 },
        { part: 1 },
        { split: 'held-out' },
      ];
      for (const change of changes) expect(drawn(set, 16, { ...draw, ...change })).not.toEqual(base);
    }),
    { numRuns: 30 },
  );
});

test.each([ring, grid])('$name: a program that is told keys draws the same points, bit for bit', (set) => {
  const fed = (words: Tensor1D[]): RandomSource => ({
    normal: (shape) => draws.normal(shape, words[1]!),
    uniform: (shape) => draws.uniform(shape, words[0]!),
  });
  const step = compile(
    ({ mode, noise }) => ({ points: mixturePoints(fed([mode, noise]), set, 64, { seed: 0, step: 0 }) }),
    {
      mode: 'graph',
      variables: [],
      inputs: { mode: { shape: [2], dtype: 'int32' }, noise: { shape: [2], dtype: 'int32' } },
    },
  );
  expect(step.mode).toBe('graph');
  fc.assert(
    fc.property(uint32, fc.integer({ min: 0, max: 2 ** 27 - 1 }), (seed, at) => {
      const key = { seed, step: at };
      const words = (purpose: 'ring-mode' | 'ring-noise') => tensor1d([...keyWords({ ...key, purpose })], 'int32');
      const found = readValues(() => step({ mode: words('ring-mode'), noise: words('ring-noise') }).points);
      expect(found).toEqual(drawn(set, 64, key));
    }),
    { numRuns: 20 },
  );
  step.dispose();
});

function nearest({ centres }: PointData, x: number, y: number): number {
  const distances = centres.map(([u, v]) => Math.hypot(x - u, y - v));
  return distances.indexOf(Math.min(...distances));
}
