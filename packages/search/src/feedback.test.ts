import type { KnownResult, OpenPoint } from '@seesaw/shared/known';
import type { Point, SearchMethod, SearchSpace } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paretoFunctions } from './functions/paretoFunctions.ts';
import { testFunctions } from './functions/testFunctions.ts';
import { hypervolume } from './pareto/hypervolume.ts';
import { type Proposal, propose } from './propose.ts';
import { anyHistory, anyHistoryOfSeveral, rules } from './testing/anySpace.ts';
import { isInside } from './testing/isInside.ts';

const seed = fc.nat({ max: 2 ** 32 - 1 });

/** What every method that learns from results promises. */
describe.each(['tpe', 'gp', 'cmaes', 'nsga2'] as const satisfies SearchMethod[])('%s', (method) => {
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

/** What every method promises beyond that which knows several objectives. */
describe.each(['tpe', 'nsga2'] as const satisfies SearchMethod[])('%s with several objectives', (method) => {
  test('suggests a point of the space, the same to the same question in whatever order it is asked', () => {
    fc.assert(
      fc.property(anyHistoryOfSeveral, seed, ({ space, results, goals }, seed) => {
        const known = results.slice(0, -2);
        const open = results.slice(-2).map(({ number, point }) => ({ number, point }));
        const question: Proposal = { space, method, seed, number: 99, goal: goals, results: known, open };
        const point = propose(question);
        expect(isInside(space, rules, point as Point)).toBe(true);
        const shuffled = { ...question, results: known.toReversed().map(backwards), open: open.toReversed() };
        expect(JSON.stringify(propose(shuffled))).toBe(JSON.stringify(point));
      }),
      { numRuns: 150 },
    );
  });

  test('a trial that lacks one objective is like one that lacks all', () => {
    const { space, results } = historyOf('zdt1', 30);
    const lacking = (objectives: (number | null)[]) =>
      results.map((result) => (result.number % 3 === 0 ? { ...result, objectives } : result));
    const question = { space, method, seed: 4, number: 31, goal: ['minimize', 'minimize'] as const };
    const all = propose({ ...question, results: lacking([null, null]) });
    expect(propose({ ...question, results: lacking([null, 1]) })).toEqual(all);
    expect(propose({ ...question, results: lacking([1, Number.NaN]) })).toEqual(all);
    expect(propose({ ...question, results })).not.toEqual(all);
  });

  test('maximizing one is minimizing its negative', () => {
    const { space, results } = historyOf('binhkorn', 30);
    const negative = results.map((result) => ({
      ...result,
      objectives: [result.objectives[0]!, -result.objectives[1]!],
    }));
    const question = { space, method, seed: 4, number: 31 };
    expect(propose({ ...question, goal: ['minimize', 'maximize'], results: negative })).toEqual(
      propose({ ...question, goal: ['minimize', 'minimize'], results }),
    );
  });

  test('the unit of an objective makes no difference', () => {
    const { space, results } = historyOf('zdt2', 30);
    // A power of two, so that nothing is rounded.
    const scaled = results.map((result) => ({
      ...result,
      objectives: [result.objectives[0]!, result.objectives[1]! * 1024],
    }));
    const question = { space, method, seed: 4, number: 31, goal: ['minimize', 'minimize'] as const };
    expect(propose({ ...question, results: scaled })).toEqual(propose({ ...question, results }));
  });

  test('dominates more than random search', () => {
    for (const name of ['zdt1', 'fonseca3'] as const) {
      const middle = (by: SearchMethod) => {
        const volumes = [0, 1, 2, 3, 4].map((seed) => volumeAfter(name, by, seed, 80));
        return volumes.toSorted((a, b) => a - b)[2]!;
      };
      expect(middle(method), name).toBeGreaterThan(middle('random'));
    }
  }, 60_000);
});

test('bayes with several objectives is tpe', () => {
  const { space, results } = historyOf('binhkorn', 30);
  const question = { space, seed: 4, number: 31, goal: ['minimize', 'minimize'] as const, results };
  expect(propose({ ...question, method: 'bayes' })).toEqual(propose({ ...question, method: 'tpe' }));
});

function volumeAfter(name: keyof typeof paretoFunctions, method: SearchMethod, seed: number, trials: number): number {
  const { space, evaluate, reference } = paretoFunctions[name];
  const goal = reference.map(() => 'minimize' as const);
  const results: (KnownResult & { objectives: readonly number[] })[] = [];
  for (let number = 1; number <= trials; number++) {
    const point = propose({ space, method, seed, number, goal, results }) as Point;
    const objectives = evaluate(point);
    results.push({ number, point, objective: objectives[0]!, objectives });
  }
  return hypervolume(
    results.map(({ objectives }) => objectives),
    reference,
  );
}

function historyOf(name: keyof typeof paretoFunctions, count: number) {
  const { space, evaluate } = paretoFunctions[name];
  const results = Array.from({ length: count }, (_, i) => {
    const point = propose({ space, method: 'sobol', seed: 3, number: i + 1 }) as Point;
    const objectives = evaluate(point);
    return { number: i + 1, point, objective: objectives[0]!, objectives };
  });
  return { space, results };
}

function backwards<T extends { readonly point: Point }>(trial: T): T {
  return { ...trial, point: Object.fromEntries(Object.entries(trial.point).toReversed()) };
}

function history(space: SearchSpace, evaluate: (point: Point) => number, count: number): KnownResult[] {
  return Array.from({ length: count }, (_, i) => {
    const point = propose({ space, method: 'sobol', seed: 3, number: i + 1 }) as Point;
    return { number: i + 1, point, objective: evaluate(point) };
  });
}
