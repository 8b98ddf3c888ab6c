import { propose } from '@seesaw/search/propose';
import type { KnownResult } from '@seesaw/shared/known';
import type { SearchMethod } from '@seesaw/shared/searchSpace';
import { type FunctionName, problemOf } from './problems.ts';

/** One sweep over a test function. */
export interface Run {
  /** After each trial: `Problem.regretOf` all values so far. */
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
  const { space, objectives: count, evaluate, regretOf } = problemOf(name);
  const goal = Array.from({ length: count }, () => 'minimize' as const);
  const values: (readonly number[])[] = [];
  const results: KnownResult[] = [];
  const regrets: number[] = [];
  const milliseconds: number[] = [];
  for (let number = 1; number <= trials; number++) {
    const started = performance.now();
    const point = propose({ space, method, seed, number, goal, results, open: [] });
    milliseconds.push(performance.now() - started);
    if (point === 'exhausted') throw new Error(`${method} ended after ${number - 1} trials of ${name}`);
    const objectives = evaluate(point);
    results.push({ number, point, objective: objectives[0]!, ...(count > 1 && { objectives }) });
    values.push(objectives);
    regrets.push(regretOf(values));
  }
  return { regrets, milliseconds };
}
