import type { Point, SearchMethod, SearchSpace } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testFunctions } from './functions/testFunctions.ts';
import { type KnownResult, type OpenPoint, type Proposal, propose } from './propose.ts';
import { anyHistory, rules } from './testing/anySpace.ts';
import { isInside } from './testing/isInside.ts';

const seed = fc.nat({ max: 2 ** 32 - 1 });

/** What every method that learns from results promises. */
describe.each(['tpe', 'gp', 'cmaes'] as const satisfies SearchMethod[])('%s', (method) => {
  test('suggests a point of the space, whatever the space and whatever became of the trials before', () => {
    fc.assert(
      fc.property(anyHistory, seed, fc.constantFrom('minimize', 'maximize'), ({ space, results }, seed, goal) => {
        const number = results.length + 1;
        const point = propose({ space, method, seed, number, goal: goal as 'minimize', results });
        expect(isInside(space, rules, point as Point)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('goes on when every trial diverged, or only one point was ever tried', () => {
    fc.assert(
      fc.property(anyHistory, seed, ({ space, results }, seed) => {
        const first = results[0];
        if (first === undefined) return;
        const all = Array.from({ length: 15 }, (_, i) => ({ ...(results[i] ?? first), number: i + 1 }));
        const histories = [
          all.map((result) => ({ ...result, objective: null })),
          all.map((result) => ({ ...result, point: first.point })),
          all.map((result) => ({ ...result, objective: 3 })),
        ];
        for (const history of histories) {
          const point = propose({ space, method, seed, number: 16, results: history });
          expect(isInside(space, rules, point as Point)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('gives the same answer to the same question, in whatever order results, open trials and keys come', () => {
    fc.assert(
      fc.property(anyHistory, seed, ({ space, results }, seed) => {
        const known = results.slice(0, -2);
        const open = results.slice(-2).map(({ number, point }) => ({ number, point }));
        const question: Proposal = { space, method, seed, number: 99, results: known, open };
        const shuffled: Proposal = {
          ...question,
          results: known.toReversed().map(backwards),
          open: open.toReversed().map(backwards),
        };
        expect(JSON.stringify(propose(shuffled))).toBe(JSON.stringify(propose(question)));
      }),
      { numRuns: 60 },
    );
  });

  test('maximizing is minimizing the negative', () => {
    const { space, evaluate } = testFunctions.mixed;
    const results = history(space, evaluate, 30);
    const negative = results.map((result) => ({ ...result, objective: -result.objective! }));
    const question = { space, method, seed: 4, number: 31 };
    expect(propose({ ...question, goal: 'maximize', results: negative })).toEqual(propose({ ...question, results }));
  });

  test('trials that are open keep further ones away', () => {
    const { space, evaluate } = testFunctions.mixed;
    const results = history(space, evaluate, 30);
    const open: OpenPoint[] = [];
    for (let number = 31; number <= 46; number++) {
      const point = propose({ space, method, seed: 7, number, results, open }) as Point;
      open.push({ number, point });
    }
    expect(new Set(open.map(({ point }) => JSON.stringify(point))).size).toBe(open.length);
  });

  test('does not try a choice again while there are others', () => {
    const values = Array.from({ length: 40 }, (_, i) => i);
    const space: SearchSpace = [{ name: 'x', dimension: { kind: 'choice', values, ordered: true } }];
    const results: KnownResult[] = [];
    for (let number = 1; number <= 24; number++) {
      const point = propose({ space, method, seed: 1, number, results }) as Point;
      results.push({ number, point, objective: (Number(point.x) - 11) ** 2 });
    }
    expect(new Set(results.map(({ point }) => point.x)).size).toBeGreaterThanOrEqual(22);
  });

  test('respects constraints', () => {
    const { space, evaluate } = testFunctions.branin;
    const constraints = ['x1 + x2 < 8'];
    const results: KnownResult[] = [];
    for (let number = 1; number <= 30; number++) {
      const point = propose({ space, method, seed: 5, number, results, constraints }) as Point;
      expect(Number(point.x1) + Number(point.x2)).toBeLessThan(8);
      results.push({ number, point, objective: evaluate(point) });
    }
  });

  test('finds better points than random search', () => {
    const names = ['branin', 'mixed'] as const;
    for (const name of names) {
      const { space, evaluate } = testFunctions[name];
      const best = (by: SearchMethod) =>
        [0, 1, 2, 3, 4].map((seed) => {
          const results: KnownResult[] = [];
          for (let number = 1; number <= 30; number++) {
            const point = propose({ space, method: by, seed, number, results }) as Point;
            results.push({ number, point, objective: evaluate(point) });
          }
          return Math.min(...results.map(({ objective }) => objective!));
        });
      const middle = (values: number[]) => values.toSorted((a, b) => a - b)[2]!;
      expect(middle(best(method))).toBeLessThan(middle(best('random')));
    }
  }, 60_000);
});

function backwards<T extends { readonly point: Point }>(trial: T): T {
  return { ...trial, point: Object.fromEntries(Object.entries(trial.point).toReversed()) };
}

function history(space: SearchSpace, evaluate: (point: Point) => number, count: number): KnownResult[] {
  return Array.from({ length: count }, (_, i) => {
    const point = propose({ space, method: 'sobol', seed: 3, number: i + 1 }) as Point;
    return { number: i + 1, point, objective: evaluate(point) };
  });
}
