import { dominates, frontOf, type Losses } from '@seesaw/shared/front';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byRange } from './byRange.ts';
import { crowdingDistances } from './crowding.ts';
import { frontsOf } from './fronts.ts';
import { exclusiveVolume, hypervolume } from './hypervolume.ts';
import { volumeSubset } from './volumeSubset.ts';

/** On a grid, so that ties are common and every volume is a whole number. */
const onGrid = (objectives: number, maxLength: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: objectives, maxLength: objectives }), { maxLength });
const anyLosses = (maxLength: number) =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((objectives) =>
      fc.record({ all: onGrid(objectives, maxLength), reference: fc.constant(Array<number>(objectives).fill(6)) }),
    );

describe('fronts', () => {
  test('the rank of each is one more than the highest rank of those that dominate it', () => {
    fc.assert(
      fc.property(anyLosses(25), ({ all }) => {
        const rank = new Map(frontsOf(all).flatMap((front, i) => front.map((index) => [index, i] as const)));
        expect(rank.size).toBe(all.length);
        for (const [i, losses] of all.entries()) {
          const above = all.flatMap((other, j) => (dominates(other, losses) ? [rank.get(j)!] : []));
          expect(rank.get(i)).toBe(above.length === 0 ? 0 : Math.max(...above) + 1);
        }
      }),
    );
  });

  test('end with the one that makes them enough', () => {
    const all = [[1], [2], [3], [4]];
    expect(frontsOf(all, 2)).toEqual([[0], [1]]);
    expect(frontsOf(all, 0)).toEqual([]);
    expect(frontsOf([], 3)).toEqual([]);
  });
});

describe('the hypervolume', () => {
  test('is the number of unit cubes that somebody dominates', () => {
    fc.assert(
      fc.property(anyLosses(8), ({ all, reference }) => {
        expect(hypervolume(all, reference)).toBeCloseTo(cubes(all, reference), 9);
      }),
      { numRuns: 200 },
    );
  });

  test('of somebody alone is what is lost without it', () => {
    fc.assert(
      fc.property(anyLosses(8), ({ all, reference }) => {
        for (const [i, losses] of all.entries()) {
          const others = all.toSpliced(i, 1);
          const lost = hypervolume(all, reference) - hypervolume(others, reference);
          expect(exclusiveVolume(losses, others, reference)).toBeCloseTo(lost, 9);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('counts nothing beyond the reference point', () => {
    expect(
      hypervolume(
        [
          [7, 0],
          [0, 6],
          [3, 3],
        ],
        [6, 6],
      ),
    ).toBe(9);
    expect(exclusiveVolume([7, 0], [], [6, 6])).toBe(0);
  });
});

describe('crowding distances', () => {
  test('are those of the paper: neighbours on either side, by the range of each objective', () => {
    expect(
      crowdingDistances([
        [0, 10],
        [1, 8],
        [4, 2],
        [10, 0],
      ]),
    ).toEqual([Number.POSITIVE_INFINITY, 4 / 10 + 8 / 10, 9 / 10 + 8 / 10, Number.POSITIVE_INFINITY]);
  });

  test('of objectives in which all are equal are nothing, and no distance is missing', () => {
    expect(
      crowdingDistances([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([0, 0]);
    const any = fc.array(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), { maxLength: 9 });
    fc.assert(
      fc.property(any, (all) => {
        for (const distance of crowdingDistances(all)) expect(distance).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the subset that dominates most', () => {
  test('is chosen one after the other, each time the one that adds most', () => {
    fc.assert(
      fc.property(anyLosses(9), fc.nat({ max: 9 }), ({ all, reference }, count) => {
        const chosen = volumeSubset(all, count, reference);
        expect(new Set(chosen).size).toBe(Math.min(count, all.length));
        for (const [place, index] of chosen.entries()) {
          const before = chosen.slice(0, place).map((i) => all[i]!);
          const adds = (i: number) => exclusiveVolume(all[i]!, before, reference);
          for (const [i] of all.entries()) {
            if (!chosen.slice(0, place).includes(i)) expect(adds(i)).toBeLessThanOrEqual(adds(index));
          }
        }
      }),
    );
  });

  test('is the best one where few are chosen from a line', () => {
    // From both ends and the middle of an even staircase the middle comes first.
    expect(
      volumeSubset(
        [
          [0, 4],
          [1, 3],
          [2, 2],
          [3, 1],
          [4, 0],
        ],
        1,
        [5, 5],
      ),
    ).toEqual([2]);
  });
});

test('losses by their range lie between 0 and 1 and dominate each other as before', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const apart = fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(apart, (all) => {
      const { scaled } = byRange(all);
      expect(frontOf(scaled)).toEqual(frontOf(all));
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 12 }), (all) => {
      const { scaled, reference } = byRange(all);
      expect(scaled.flat().every((loss) => loss >= 0 && loss <= 1)).toBe(true);
      for (const losses of scaled) expect(hypervolume([losses], reference)).toBeGreaterThan(0);
    }),
  );
});

/** By counting: a unit cube is dominated where its lower corner is. */
function cubes(all: readonly Losses[], reference: Losses): number {
  let count = 0;
  const visit = (corner: number[]) => {
    if (corner.length === reference.length) {
      if (all.some((losses) => losses.every((loss, i) => loss <= corner[i]!))) count++;
      return;
    }
    for (let x = 0; x < reference[corner.length]!; x++) visit([...corner, x]);
  };
  visit([]);
  return count;
}
