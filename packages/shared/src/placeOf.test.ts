import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf, plannedRepeats } from './placeOf.ts';

test('trials of one point follow one another, around those of a point that a person picked', () => {
  const sweep = { repeats: 3, handPicked: [5, 6, 7] };
  const points = Array.from({ length: 12 }, (_, i) => placeOf(sweep, i + 1).point);
  expect(points).toEqual([1, 1, 1, 2, 3, 3, 3, 2, 2, 4, 4, 4]);
  expect(placeOf(sweep, 9)).toEqual({ point: 2, first: 4, searched: 2 });
  expect(placeOf(sweep, 6)).toEqual({ point: 3, first: 5, searched: undefined });
});

test('without repeats a trial is its own point, and a picked one is none of the search', () => {
  expect(placeOf({ repeats: 1, handPicked: [2] }, 3)).toEqual({ point: 3, first: 3, searched: 2 });
});

test('the last point has as many trials as the plan leaves it', () => {
  const sweep = { repeats: 3, plannedTrials: 10, handPicked: [8, 9, 10] };
  expect(plannedRepeats(sweep, 7)).toBe(1);
  expect(plannedRepeats(sweep, 8)).toBe(3);
});

test('points are numbered without gaps, each with as many trials as it is repeated, wherever people pick some', () => {
  const anyPicks = fc.array(fc.nat({ max: 6 }), { maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), anyPicks, (repeats, gaps) => {
      const handPicked: number[] = [];
      let number = 1;
      for (const gap of gaps) {
        number += gap;
        for (let i = 0; i < repeats; i += 1) handPicked.push(number++);
      }
      const counts = new Map<number, number>();
      const total = number + 20 * repeats;
      for (let trial = 1; trial <= total; trial += 1) {
        const { point, first } = placeOf({ repeats, handPicked }, trial);
        expect(placeOf({ repeats, handPicked }, first).point).toBe(point);
        counts.set(point, (counts.get(point) ?? 0) + 1);
      }
      const numbers = [...counts.keys()].sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
      expect(Math.max(...counts.values())).toBe(repeats);
      // Only the point that the walk ended in may be incomplete.
      expect([...counts.values()].filter((count) => count < repeats).length).toBeLessThanOrEqual(1);
    }),
  );
});
