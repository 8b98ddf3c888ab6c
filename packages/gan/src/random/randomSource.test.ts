import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { counterRandom } from './counterRandom.ts';
import { purposes } from './purposes.ts';
import type { DrawKey, RandomSource } from './randomSource.ts';

const sources: [string, RandomSource][] = [
  ['native', await testBackend()],
  ['counter', counterRandom],
];

const key: DrawKey = { seed: 3, purpose: 'z-for-d', step: 7 };
const numbers = (source: RandomSource, k: DrawKey, count = 1000) =>
  Array.from(source.normal([count], k).dataSync() as Float32Array);

test.each(sources)('%s: equal keys give equal numbers, every part of the key changes them', (_name, source) => {
  const base = numbers(source, key);
  expect(numbers(source, key)).toEqual(base);
  for (const change of [{ seed: 4 }, { purpose: 'z-for-g' }, { step: 8 }, { draw: 1 }] as Partial<DrawKey>[]) {
    const other = numbers(source, { ...key, ...change });
    expect(Math.abs(correlation(base, other))).toBeLessThan(0.15);
  }
});

test.each(sources)('%s: normal has mean 0 and deviation 1, uniform fills [0, 1)', (_name, source) => {
  const normal = numbers(source, key, 20_000);
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(mean(normal.map((x) => x * x))).toBeCloseTo(1, 1);
  const uniform = Array.from(source.uniform([20_000], key).dataSync() as Float32Array);
  expect(mean(uniform)).toBeCloseTo(0.5, 1);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
});

test('a draw that does not fit the key is refused instead of repeating another one', () => {
  expect(() => counterRandom.normal([1], { ...key, draw: 16 })).toThrow(RangeError);
});

test('no two purposes share a number', () => {
  expect(new Set(Object.values(purposes)).size).toBe(Object.keys(purposes).length);
});

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function correlation(a: number[], b: number[]): number {
  return mean(a.map((x, i) => x * b[i]!));
}
