import type { SearchSpace } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noRules } from '../spaceRules.ts';
import { uniformStream } from '../stream.ts';
import { sobolDimensions } from './joeKuo.ts';
import { sobolPoint } from './sobolPoint.ts';
import { sobolSequence } from './sobolSequence.ts';

/** Index, dimension (from 1), coordinate. */
const HIGH_DIMENSIONS = [
  [5, 11, 0.375],
  [100, 20, 0.3359375],
  [999, 37, 0.5361328125],
  [1234, 64, 0.76708984375],
  [1777, 100, 0.08544921875],
  [1999, 128, 0.81884765625],
] as const;

const scrambled = (dimensions: number, seed: number) =>
  sobolSequence(
    Array.from(
      { length: dimensions },
      (_, i) => (uniformStream({ seed, number: 1, parameter: `${i}` })() * 2 ** 32) | 0,
    ),
  );
const unscrambled = (dimensions: number) => sobolSequence(new Array<undefined>(dimensions).fill(undefined));

describe('the sequence', () => {
  test('starts as published with the direction numbers (Joe and Kuo 2008, notes on generating Sobol sequences)', () => {
    const sequence = unscrambled(3);
    expect(Array.from({ length: 10 }, (_, i) => sequence(i))).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ]);
  });

  test('agrees in high dimensions with an independent implementation (SciPy 1.17, qmc.Sobol without scrambling)', () => {
    const sequence = unscrambled(sobolDimensions);
    expect(HIGH_DIMENSIONS.map(([index, dimension]) => sequence(index)[dimension - 1])).toEqual(
      HIGH_DIMENSIONS.map(([, , value]) => value),
    );
  });

  test.each([0, 1, 77])(
    'scrambled with seed %d: 2^k points have one in each of 2^k equal parts of every axis',
    (seed) => {
      const sequence = scrambled(sobolDimensions, seed);
      const points = Array.from({ length: 64 }, (_, i) => sequence(i));
      for (let d = 0; d < sobolDimensions; d++) {
        expect(new Set(points.map((point) => Math.floor(point[d]! * 64))).size).toBe(64);
      }
    },
  );

  test('scrambled, its first two axes still have one of 2^k points in each box of volume 2^-k', () => {
    const sequence = scrambled(2, 9);
    const points = Array.from({ length: 64 }, (_, i) => sequence(i));
    for (const [columns, rows] of [
      [2, 32],
      [8, 8],
      [32, 2],
    ] as const) {
      const boxes = points.map(([x, y]) => `${Math.floor(x! * columns)} ${Math.floor(y! * rows)}`);
      expect(new Set(boxes).size).toBe(64);
    }
  });

  test('is far more even than random points', () => {
    const sequence = scrambled(5, 3);
    const uniform = uniformStream({ seed: 3, number: 1, parameter: 'random' });
    const even = Array.from({ length: 128 }, (_, i) => sequence(i));
    const random = even.map((point) => point.map(() => uniform()));
    expect(squaredDiscrepancy(even)).toBeLessThan(squaredDiscrepancy(random) / 4);
  });

  test('every coordinate lies within (0, 1), also with the largest indices', () => {
    const sequence = scrambled(8, 1);
    for (const index of [0, 1, 2 ** 20, 2 ** 31, 2 ** 32 - 1]) {
      for (const x of sequence(index)) expect(x > 0 && x < 1).toBe(true);
    }
  });
});

describe('points of a sweep', () => {
  const space: SearchSpace = [
    { name: 'loss', dimension: { kind: 'choice', values: ['a', 'b', 'c', 'd'] } },
    { name: 'lr', dimension: { kind: 'float', min: 1e-4, max: 1, scale: 'log' } },
    { name: 'steps', dimension: { kind: 'constant', value: 10 } },
  ];
  const ask = (seed: number, number: number) => sobolPoint({ space, rules: noRules, seed, number });

  test('are stratified: each of 4 choices comes 4 times in 16 trials, with learning rates of every magnitude', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), (seed) => {
        const points = Array.from({ length: 16 }, (_, i) => ask(seed, i + 1));
        for (const loss of ['a', 'b', 'c', 'd']) expect(points.filter((point) => point.loss === loss).length).toBe(4);
        const magnitudes = points.map(({ lr }) => Math.floor(Math.log10(Number(lr))));
        for (const magnitude of [-4, -3, -2, -1]) expect(magnitudes.filter((m) => m === magnitude).length).toBe(4);
      }),
      { numRuns: 20 },
    );
  });

  test('differ between seeds and between trials', () => {
    const points = [ask(1, 1), ask(1, 2), ask(2, 1), ask(1, 2 ** 33), ask(1, Number.MAX_SAFE_INTEGER)];
    expect(new Set(points.map(({ lr }) => lr)).size).toBe(points.length);
  });

  test('go on behind the last dimension that has direction numbers', () => {
    const wide: SearchSpace = Array.from({ length: 140 }, (_, i) => ({
      name: `x${i}`,
      dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' },
    }));
    const point = sobolPoint({ space: wide, rules: noRules, seed: 1, number: 3 });
    expect(new Set(Object.values(point)).size).toBe(140);
  });

  test('satisfy the constraints', () => {
    const rules = { ...noRules, isFeasible: ({ lr }: { lr?: unknown }) => Number(lr) < 1e-3 };
    for (let number = 1; number <= 50; number++) {
      expect(Number(sobolPoint({ space, rules, seed: 1, number }).lr)).toBeLessThan(1e-3);
    }
  });
});

/** Centred L2 discrepancy, squared (Hickernell 1998). */
function squaredDiscrepancy(points: readonly (readonly number[])[]): number {
  const n = points.length;
  const z = points.map((point) => point.map((x) => Math.abs(x - 0.5)));
  const single = z.reduce((sum, zi) => sum + zi.reduce((product, c) => product * (1 + c / 2 - (c * c) / 2), 1), 0);
  let pairs = 0;
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.entries()) {
      pairs += a.reduce((product, x, d) => product * (1 + (z[i]![d]! + z[j]![d]! - Math.abs(x - b[d]!)) / 2), 1);
    }
  }
  return (13 / 12) ** points[0]!.length - (2 / n) * single + pairs / n ** 2;
}
