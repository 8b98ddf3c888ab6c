import type { Dimension } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestGap } from './distributionCheck.ts';
import { draw } from './draw.ts';
import { uniformStream } from './stream.ts';

const SAMPLE = 4000;
/** The Kolmogorov distance that chance exceeds once in 1,000 samples (Smirnov 1948). */
const BOUND = 1.95 / Math.sqrt(SAMPLE);

const sampleOf = (dimension: Dimension) => {
  const uniform = uniformStream({ seed: 20260101, number: 1, parameter: 'x' });
  return Array.from({ length: SAMPLE }, () => draw(dimension, uniform));
};
const numbersOf = (dimension: Dimension) => sampleOf(dimension).map(Number);

const u = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const span = (low: number, high: number) =>
  fc.tuple(fc.double({ min: low, max: high, noNaN: true }), fc.double({ min: low, max: high, noNaN: true }));
const sorted = ([a, b]: [number, number]) => ({ min: Math.min(a, b), max: Math.max(a, b) });
const quantum = fc.option(fc.double({ min: 0.001, max: 1000, noNaN: true }), { nil: undefined });

describe('every value lies within its bounds', () => {
  test('for floats on a linear scale of any width', () => {
    fc.assert(
      fc.property(span(-Number.MAX_VALUE, Number.MAX_VALUE), u, (ends, at) => {
        const bounds = sorted(ends);
        const value = Number(draw({ kind: 'float', scale: 'linear', ...bounds }, () => at));
        expect(value >= bounds.min && value <= bounds.max).toBe(true);
      }),
    );
  });

  test('for floats with a quantum, which are then multiples of it or a bound', () => {
    fc.assert(
      fc.property(span(-1e6, 1e6), fc.double({ min: 0.001, max: 1000, noNaN: true }), u, (ends, quantum, at) => {
        const { min, max } = sorted(ends);
        const value = Number(draw({ kind: 'float', scale: 'linear', min, max, quantum }, () => at));
        expect(value >= min && value <= max).toBe(true);
        const factor = value / quantum;
        const isMultiple = Math.abs(factor - Math.round(factor)) <= 1e-12 * Math.max(1, Math.abs(factor));
        expect(isMultiple || value === min || value === max).toBe(true);
      }),
    );
  });

  test('for floats on both logarithmic scales', () => {
    fc.assert(
      fc.property(
        span(1e-300, 1e300),
        fc.constantFrom('log' as const, 'inverse-log' as const),
        quantum,
        u,
        (ends, scale, q, at) => {
          const bounds = sorted(ends);
          const value = Number(draw({ kind: 'float', scale, ...bounds, quantum: q }, () => at));
          expect(value >= bounds.min && value <= bounds.max).toBe(true);
        },
      ),
    );
  });

  test('for whole numbers, which stay whole', () => {
    const ends = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }));
    const whole = fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined });
    fc.assert(
      fc.property(ends, fc.constantFrom('linear' as const, 'log' as const), whole, u, (pair, scale, quantum, at) => {
        const bounds = sorted(pair);
        const value = Number(draw({ kind: 'int', scale, ...bounds, quantum }, () => at));
        expect(Number.isInteger(value) && value >= bounds.min && value <= bounds.max).toBe(true);
      }),
    );
  });

  test('for a normal one, which is always finite', () => {
    fc.assert(
      fc.property(u, u, (first, second) => {
        const asked = [first, second];
        const value = draw({ kind: 'normal', mu: 0, sigma: 1, scale: 'linear' }, () => asked.shift()!);
        expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('values have the distribution that was asked for', () => {
  test('uniform between the bounds', () => {
    const sample = numbersOf({ kind: 'float', min: -2, max: 3, scale: 'linear' });
    expect(largestGap(sample, (x) => (x + 2) / 5)).toBeLessThan(BOUND);
  });

  test.each(['log', 'inverse-log'] as const)('%s: uniform in the logarithm', (scale) => {
    const sample = numbersOf({ kind: 'float', min: 1e-5, max: 1e-1, scale });
    expect(largestGap(sample, (x) => Math.log(x / 1e-5) / Math.log(1e4))).toBeLessThan(BOUND);
  });

  test('log and inverse-log count from opposite ends', () => {
    const bounds = { kind: 'float', min: 0.1, max: 10 } as const;
    for (const at of [0, 0.25, 0.5, 0.75]) {
      const log = Number(draw({ ...bounds, scale: 'log' }, () => at));
      const inverse = Number(draw({ ...bounds, scale: 'inverse-log' }, () => at));
      expect(log * inverse).toBeCloseTo(1, 12);
    }
  });

  test('normal and log-normal', () => {
    const phi = (x: number) => normalCdf((x - 3) / 2);
    expect(largestGap(numbersOf({ kind: 'normal', mu: 3, sigma: 2, scale: 'linear' }), phi)).toBeLessThan(BOUND);
    const sample = numbersOf({ kind: 'normal', mu: 3, sigma: 2, scale: 'log' });
    expect(largestGap(sample, (x) => phi(Math.log(x)))).toBeLessThan(BOUND);
  });

  test('beta: more often at high values the larger a is beside b', () => {
    const sample = numbersOf({ kind: 'beta', a: 3, b: 1 });
    expect(largestGap(sample, (x) => x ** 3)).toBeLessThan(BOUND);
  });

  test('whole numbers: each as likely as another', () => {
    const counts = countsOf(sampleOf({ kind: 'int', min: 3, max: 7, scale: 'linear' }));
    expect([...counts.keys()].map(Number).sort()).toEqual([3, 4, 5, 6, 7]);
    for (const count of counts.values()) expectShare(count, 1 / 5);
  });

  test('whole numbers on a log scale: each n has the share of [n - 1/2, n + 1/2] in the logarithm', () => {
    const counts = countsOf(sampleOf({ kind: 'int', min: 1, max: 4, scale: 'log' }));
    for (const n of [1, 2, 3, 4])
      expectShare(counts.get(n) ?? 0, Math.log((n + 0.5) / (n - 0.5)) / Math.log(4.5 / 0.5));
  });

  test('choices: equal, or by their probabilities, and never one of probability 0', () => {
    const even = countsOf(sampleOf({ kind: 'choice', values: ['a', 'b', true, 4] }));
    for (const value of ['a', 'b', true, 4]) expectShare(even.get(value) ?? 0, 1 / 4);
    const values = ['a', 'b', 'c', 'd'];
    const weighted = countsOf(sampleOf({ kind: 'choice', values, probabilities: [0, 0.7, 0.3, 0] }));
    expect([...weighted.keys()].sort()).toEqual(['b', 'c']);
    expectShare(weighted.get('b') ?? 0, 0.7);
  });
});

test('a multiple is written as a person would write it', () => {
  const at = (value: number) => draw({ kind: 'float', min: 0, max: 1, scale: 'linear', quantum: 0.1 }, () => value);
  expect([at(0.3), at(0.62), at(0.999)]).toEqual([0.3, 0.6, 1]);
  const aroundZero = draw({ kind: 'float', min: -1, max: 1, scale: 'linear', quantum: 0.5 }, () => 0.4);
  expect(Object.is(aroundZero, 0)).toBe(true);
});

function countsOf(sample: readonly unknown[]): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const value of sample) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Within 3.5 standard deviations of a binomial count. */
function expectShare(count: number, share: number) {
  expect(Math.abs(count - SAMPLE * share)).toBeLessThan(3.5 * Math.sqrt(SAMPLE * share * (1 - share)));
}

/** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}
