import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominates, frontOf } from './front.ts';

/** Few different values, so that ties are common. */
const losses = (objectives: number) =>
  fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: objectives, maxLength: objectives }), {
    maxLength: 40,
  });
const anyLosses = fc.integer({ min: 1, max: 4 }).chain(losses);

test('nobody dominates itself, and of two at most one dominates the other', () => {
  expect(dominates([1, 2], [1, 2])).toBe(false);
  expect(dominates([1, 2], [1, 3])).toBe(true);
  expect(dominates([0, 3], [1, 2])).toBe(false);
  fc.assert(
    fc.property(anyLosses, (all) => {
      for (const a of all) for (const b of all) expect(dominates(a, b) && dominates(b, a)).toBe(false);
    }),
  );
});

test('the front is who is dominated by nobody, found by comparing all with all', () => {
  fc.assert(
    fc.property(anyLosses, (all) => {
      const slowly = all.flatMap((one, i) => (all.some((other) => dominates(other, one)) ? [] : [i]));
      expect(frontOf(all)).toEqual(slowly);
    }),
  );
});

test('equal ones are on the front together', () => {
  expect(
    frontOf([
      [2, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ]),
  ).toEqual([0, 1, 2]);
  expect(frontOf([])).toEqual([]);
});
