import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateSchedule, type ScheduleName } from './rateSchedule.ts';

const names: ScheduleName[] = ['linear', 'cosine'];

test.each(names)('%s begins at 1, ends where it shall and only falls', (name) => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), fc.integer({ min: 2, max: 50 }), (end, steps) => {
      const shares = Array.from({ length: steps }, (_, i) => rateSchedule(name, end, steps)(i + 1));
      expect(shares[0]).toBe(1);
      expect(shares.at(-1)).toBeCloseTo(end, 12);
      shares.slice(1).forEach((share, i) => {
        expect(share).toBeLessThanOrEqual(shares[i]! + 1e-12);
      });
    }),
  );
});

test('halfway both are at the middle, a quarter of the way cosine has fallen less', () => {
  const at = (name: ScheduleName, step: number) => rateSchedule(name, 0.2, 101)(step);
  expect(at('linear', 51)).toBeCloseTo(0.6, 12);
  expect(at('cosine', 51)).toBeCloseTo(0.6, 12);
  expect(at('linear', 26)).toBeCloseTo(0.8, 12);
  expect(at('cosine', 26)).toBeCloseTo(0.2 + 0.4 * (1 + Math.SQRT1_2), 12);
});

test('a training of one step takes it whole', () => {
  for (const name of names) expect(rateSchedule(name, 0.01, 1)(1)).toBe(1);
});
