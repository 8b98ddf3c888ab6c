import { testFunctions } from '@seesaw/search/functions/testFunctions';
import { type KnownResult, propose } from '@seesaw/search/propose';
import type { SearchMethod } from '@seesaw/shared/searchSpace';
import type { FunctionName } from './options.ts';

/** One sweep over a test function. */
export interface Run {
  /** Distance of the best value from the minimum, after each trial. */
  readonly regrets: readonly number[];
  /** Of each suggestion. */
  readonly milliseconds: readonly number[];
}

export interface RunTask {
  readonly method: SearchMethod;
  readonly name: FunctionName;
  readonly seed: number;
  readonly trials: number;
}

/** One trial after the other, each suggestion knowing all results before it. */
export function ownRun({ method, name, seed, trials }: RunTask): Run {
  const { space, minimum, evaluate } = testFunctions[name];
  const results: KnownResult[] = [];
  const regrets: number[] = [];
  const milliseconds: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (let number = 1; number <= trials; number++) {
    const started = performance.now();
    const point = propose({ space, method, seed, number, goal: 'minimize', results, open: [] });
    milliseconds.push(performance.now() - started);
    if (point === 'exhausted') throw new Error(`${method} ended after ${number - 1} trials of ${name}`);
    const objective = evaluate(point);
    results.push({ number, point, objective });
    best = Math.min(best, objective);
    regrets.push(best - minimum);
  }
  return { regrets, milliseconds };
}
