import type { KnownResult } from '@seesaw/shared/known';
import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { describe, expect, test } from 'vitest';
import { testFunctions } from '../functions/testFunctions.ts';
import { normalQuantile } from '../numeric/normal.ts';
import { propose } from '../propose.ts';
import { uniformStream } from '../stream.ts';
import { firstOdds, nextOdds } from './categories.ts';
import { firstGeneration, nextGeneration, populationSize, rankWeights } from './evolution.ts';

function search(space: SearchSpace, evaluate: (point: Point) => number | null, trials: number, seed = 1) {
  const results: KnownResult[] = [];
  for (let number = 1; number <= trials; number++) {
    const point = propose({ space, method: 'cmaes', seed, number, results }) as Point;
    results.push({ number, point, objective: evaluate(point) });
  }
  return results;
}

const bestOf = (results: readonly KnownResult[]) => Math.min(...results.map(({ objective }) => objective ?? Infinity));

describe('the evolution', () => {
  test('has the constants of the tutorial: population and weights for ten axes (Hansen 2016, equations 48 and 49)', () => {
    expect(populationSize(10)).toBe(10);
    expect(rankWeights(10).map((weight) => Number(weight.toFixed(3)))).toEqual([0.456, 0.271, 0.162, 0.085, 0.026]);
  });

  test('grows along the slope on which it climbs, more than across', () => {
    let state = firstGeneration(Float64Array.from([0, 0]));
    const uniform = uniformStream({ seed: 1, number: 1, parameter: 'test' });
    const normal = () => normalQuantile(uniform());
    for (let generation = 0; generation < 20; generation++) {
      const { mean, sigma, factor } = state;
      const ranked = Array.from({ length: 8 }, () => {
        const [a, b] = [normal(), normal()];
        const step = [factor[0]! * a, factor[2]! * a + factor[3]! * b];
        return { x: mean.map((m, i) => m + sigma * step[i]!) };
      }).toSorted((one, other) => other.x[0]! - one.x[0]!);
      state = nextGeneration(state, ranked)!;
    }
    expect(state.mean[0]).toBeGreaterThan(2);
    expect(state.covariance[0]).toBeGreaterThan(2 * state.covariance[3]!);
  });

  test('comes down into a bent valley that random search does not find', () => {
    const { space, evaluate } = testFunctions.rosenbrock5;
    expect(bestOf(search(space, evaluate, 300))).toBeLessThan(20);
  });

  test('finds its way on countable axes', () => {
    const space: SearchSpace = Array.from({ length: 4 }, (_, i) => ({
      name: `n${i}`,
      dimension: { kind: 'int', min: 0, max: 50, scale: 'linear' },
    }));
    const distance = (point: Point) =>
      Object.values(point).reduce<number>((sum, n, i) => sum + (Number(n) - 9 * i) ** 2, 0);
    expect(bestOf(search(space, distance, 200))).toBeLessThanOrEqual(2);
  });
});

test('odds move towards the values of the better points and leave none behind', () => {
  const axis = { name: 'loss', dimension: { kind: 'choice', values: ['a', 'b', 'c'] } } as const;
  let odds = firstOdds(axis);
  for (let generation = 0; generation < 30; generation++)
    odds = nextOdds(axis, odds, [{ loss: 'b' }, { loss: 'b' }], [0.7, 0.3]);
  expect(odds[1]).toBeGreaterThan(0.9);
  expect(odds[0]).toBeGreaterThan(0.02);
  expect(odds.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(nextOdds(axis, odds, [{}], [1])).toEqual(odds);
});

test('steps of a generation look to both sides of the mean on every axis, as evenly as a Sobol sequence lies', () => {
  const { space } = testFunctions.rosenbrock5;
  const middle = 2.5;
  for (let seed = 0; seed < 20; seed++) {
    const first = Array.from(
      { length: 8 },
      (_, i) => propose({ space, method: 'cmaes', seed, number: i + 1 }) as Point,
    );
    for (const { name } of space) {
      const above = first.filter((point) => Number(point[name]) > middle);
      // One of them may have been drawn again, because another axis left the box.
      expect(Math.abs(above.length - 4), `${name}, seed ${seed}`).toBeLessThanOrEqual(1);
    }
  }
});

describe('generations', () => {
  const { space, evaluate } = testFunctions.branin;

  test('of which some trials never end still teach, and late results change later suggestions', () => {
    const results = search(space, evaluate, 42);
    const without = (numbers: readonly number[]) => results.filter(({ number }) => !numbers.includes(number));
    const ask = (known: readonly KnownResult[]) =>
      propose({ space, method: 'cmaes', seed: 1, number: 43, results: known });
    expect(ask(without([41, 42]))).not.toEqual(ask(without([40, 41, 42])));
    expect(ask(without([]))).toEqual(ask(results));
    // The trials of its own generation, 43 and after, make no difference.
    const own = { number: 43, point: results[0]!.point, objective: -100 };
    expect(ask([...results, own])).toEqual(ask(results));
  });

  test('that have come to rest start anew elsewhere', () => {
    const flat: SearchSpace = [{ name: 'x', dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' } }];
    const results = search(flat, ({ x }) => Math.abs(Number(x) - 0.3), 400);
    const late = results.slice(200).map(({ point }) => Number(point.x));
    expect(bestOf(results)).toBeLessThan(1e-4);
    expect(late.some((x) => Math.abs(x - 0.3) > 0.1)).toBe(true);
  });

  test('in which all diverged teach nothing', () => {
    const results = search(space, () => null, 40);
    for (const { point } of results) expect(Object.keys(point)).toEqual(['x1', 'x2']);
  });
});
