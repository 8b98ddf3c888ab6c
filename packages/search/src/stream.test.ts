import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestGap } from './distributionCheck.ts';
import { uniformStream } from './stream.ts';

const firstOf = (seed: number, number: number, parameter: string) => uniformStream({ seed, number, parameter })();

test('a key always starts the same stream, and another key another one', () => {
  const key = fc.record({
    seed: fc.nat({ max: 2 ** 32 - 1 }),
    number: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    parameter: fc.string(),
  });
  fc.assert(
    fc.property(key, key, (a, b) => {
      const same = a.seed === b.seed && a.number === b.number && a.parameter === b.parameter;
      expect(uniformStream(a)()).toBe(uniformStream({ ...a })());
      if (!same) expect(uniformStream(a)()).not.toBe(uniformStream(b)());
    }),
  );
});

// Bounds at 1.95 / sqrt(n): the Kolmogorov distance that chance exceeds once in 1,000 samples (Smirnov 1948).
const bound = (n: number) => 1.95 / Math.sqrt(n);

test('the first numbers of neighbouring trials are uniform', () => {
  for (const seed of [0, 1, 42, 2 ** 32 - 1]) {
    const sample = Array.from({ length: 4000 }, (_, i) => firstOf(seed, i + 1, 'lr_ratio'));
    expect(largestGap(sample, (x) => x)).toBeLessThan(bound(sample.length));
  }
});

test('the first numbers of neighbouring seeds are uniform', () => {
  const sample = Array.from({ length: 4000 }, (_, seed) => firstOf(seed, 1, 'lr_ratio'));
  expect(largestGap(sample, (x) => x)).toBeLessThan(bound(sample.length));
});

test('the numbers within one stream are uniform', () => {
  const next = uniformStream({ seed: 7, number: 3, parameter: 'x' });
  expect(largestGap(Array.from({ length: 4000 }, next), (x) => x)).toBeLessThan(bound(4000));
});

test('parameters, neighbouring trials and neighbouring seeds are not correlated', () => {
  const n = 4000;
  const trials = Array.from({ length: n }, (_, i) => i + 1);
  const a = trials.map((number) => firstOf(1, number, 'lr_d'));
  const others = [
    trials.map((number) => firstOf(1, number, 'lr_g')),
    trials.map((number) => firstOf(1, number + 1, 'lr_d')),
    trials.map((number) => firstOf(2, number, 'lr_d')),
  ];
  // 3.3 standard errors of a correlation of independent samples.
  for (const b of others) expect(Math.abs(correlation(a, b))).toBeLessThan(3.3 / Math.sqrt(n));
});

test('every number is at least 0 and below 1', () => {
  const next = uniformStream({ seed: 0, number: 1, parameter: '' });
  for (let i = 0; i < 10_000; i++) {
    const u = next();
    expect(u >= 0 && u < 1).toBe(true);
  }
});

function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = (x: number[], y: number[], mx: number, my: number) =>
    mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)));
  return covariance(a, b, meanA, meanB) / Math.sqrt(covariance(a, a, meanA, meanA) * covariance(b, b, meanB, meanB));
}
