import { dominates } from '@seesaw/shared/front';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Loss } from '../losses.ts';
import { goodOf } from './split.ts';

const trials = (all: readonly (readonly number[])[]): Loss[] =>
  all.map((losses, i) => ({ number: i + 1, point: {}, objective: losses[0]!, loss: losses[0]!, losses }));
const numbers = (all: readonly (readonly number[])[]) => goodOf(trials(all)).trials.map(({ number }) => number);

test('of one objective the best tenth is good, and the better ones weigh more', () => {
  const all = Array.from({ length: 40 }, (_, i) => [40 - i]);
  const { trials: good, weights } = goodOf(trials(all));
  expect(good.map(({ number }) => number)).toEqual([40, 39, 38, 37]);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
});

test('of several those are good that nobody dominates, of a front the ones that dominate most together', () => {
  const bad = Array.from({ length: 28 }, () => [9, 9]);
  expect(numbers([[5, 5], [6, 6], ...bad])).toEqual([1, 2, 3]);
  // Three of a front of five: the middle adds most, then the ends of what is left.
  const front = [
    [0, 4],
    [0.1, 3.9],
    [2, 2],
    [3.9, 0.1],
    [4, 0],
  ];
  expect(numbers([...front, ...bad])[0]).toBe(3);
  expect(new Set(numbers([...front, ...bad]))).not.toContain(6);
});

test('whoever dominates more alone weighs more, and nobody weighs nothing', () => {
  const { trials: good, weights } = goodOf(trials([[0, 4], [2, 2], [2.1, 1.9], [4, 0], ...Array(26).fill([9, 9])]));
  const weight = new Map(good.map(({ number }, i) => [number, weights[i]!]));
  expect(weights.length).toBe(3);
  expect(Math.min(...weights)).toBeGreaterThan(0);
  expect(weights.reduce((sum, each) => sum + each, 0) / weights.length).toBeCloseTo(1, 12);
  expect(weight.has(1) && weight.has(4)).toBe(true);
});

test('no trial that is bad dominates one that is good, and none that diverged is good', () => {
  const loss = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const row = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(loss, loss) },
    fc.constant([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number]),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (all) => {
      const losses = trials(all);
      const { trials: good, weights } = goodOf(losses);
      expect(weights.length).toBe(good.length);
      for (const each of weights) expect(each).toBeGreaterThan(0);
      for (const one of good) {
        expect(one.loss).toBeLessThan(Number.POSITIVE_INFINITY);
        for (const other of losses) {
          if (!good.includes(other) && other.loss < Number.POSITIVE_INFINITY) {
            expect(dominates(other.losses, one.losses)).toBe(false);
          }
        }
      }
    }),
  );
});
