import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Loss } from '../losses.ts';
import { propose } from '../propose.ts';
import { uniformStream } from '../stream.ts';
import { populationOf, tournament } from './population.ts';
import { crossNumbers, mutateNumber } from './variation.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const stream = (number: number) => uniformStream({ seed: 1, number, parameter: 'test' });
const trials = (all: readonly (readonly number[])[]): Loss[] =>
  all.map((losses, i) => ({ number: i + 1, point: {}, objective: losses[0]!, loss: losses[0]!, losses }));
const worst = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

describe('the population', () => {
  test('is filled front by front, the last one with those that stand apart', () => {
    const losses = trials([[9, 9], [0, 4], [1, 3], [1.1, 2.9], [4, 0], worst]);
    expect(populationOf(losses, 3).map(({ trial }) => trial.number)).toEqual([2, 5, 4]);
    expect(populationOf(losses, 5).map(({ trial, rank }) => [trial.number, rank])).toEqual([
      [2, 0],
      [5, 0],
      [4, 0],
      [3, 0],
      [1, 1],
    ]);
  });

  test('never has one that diverged', () => {
    expect(populationOf(trials([worst, worst]), 4)).toEqual([]);
  });

  test('wins tournaments the more often the better it is', () => {
    const population = populationOf(
      trials([
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
      4,
    );
    const uniform = stream(1);
    const wins = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) wins[tournament(population, uniform).trial.number - 1]! += 1;
    // 7, 5, 3 and 1 in 16 by counting pairs; three standard deviations are below 90.
    for (const [i, share] of [7, 5, 3, 1].entries()) expect(Math.abs(wins[i]! - (4000 * share) / 16)).toBeLessThan(95);
  });
});

describe('children', () => {
  test('stay inside, and two equal parents have equal children', () => {
    fc.assert(
      fc.property(unit, unit, fc.nat(), (a, b, number) => {
        const uniform = stream(number + 1);
        for (const child of [crossNumbers(a, b, uniform), mutateNumber(a, uniform)]) {
          expect(child >= 0 && child <= 1).toBe(true);
        }
        expect(crossNumbers(a, a, uniform)).toBe(a);
      }),
    );
  });

  test('lie around their parents, symmetrically between bounds that are far away', () => {
    const uniform = stream(2);
    const children = Array.from({ length: 20_000 }, () => crossNumbers(0.45, 0.55, uniform));
    const mean = children.reduce((sum, x) => sum + x, 0) / children.length;
    expect(mean).toBeCloseTo(0.5, 2);
    // The median spread factor is 1: as many between the parents as outside of them.
    const inside = children.filter((x) => x > 0.45 && x < 0.55).length / children.length;
    expect(inside).toBeGreaterThan(0.48);
    expect(inside).toBeLessThan(0.52);
  });

  test('that are mutated move by a seventh on average, up and down alike in the middle', () => {
    const uniform = stream(3);
    const steps = Array.from({ length: 20_000 }, () => mutateNumber(0.5, uniform) - 0.5);
    expect(steps.reduce((sum, x) => sum + x, 0) / steps.length).toBeCloseTo(0, 2);
    // E|δ| = 1 - ∫ s^(1/6) ds / (1 - c) over s from c = (1/2)^6 to 1: 1/7, less what the bounds take.
    const expected = 1 - (6 / 7) * ((1 - 2 ** -7) / (1 - 2 ** -6));
    expect(steps.reduce((sum, x) => sum + Math.abs(x), 0) / steps.length).toBeCloseTo(expected, 2);
  });

  test('of whole numbers and choices reach every value', () => {
    const space: SearchSpace = [
      { name: 'n', dimension: { kind: 'int', min: 1, max: 6, scale: 'linear' } },
      { name: 'c', dimension: { kind: 'choice', values: ['a', 'b', 'c'] } },
      { name: 'x', dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' } },
    ];
    const results = Array.from({ length: 12 }, (_, i) => ({
      number: i + 1,
      point: { n: 1, c: 'a', x: i / 12 } as Point,
      objective: i,
    }));
    const seen = new Set<unknown>();
    for (let seed = 0; seed < 300; seed++) {
      const point = propose({ space, method: 'nsga2', seed, number: 13, results }) as Point;
      seen.add(point.c).add(Number(point.n) > 1 ? 'moved' : 'stayed');
    }
    expect(seen).toEqual(new Set(['a', 'b', 'c', 'moved', 'stayed']));
  });
});
