import type { ParetoFunction } from '@seesaw/search/functions/paretoFunction';
import { paretoFunctions } from '@seesaw/search/functions/paretoFunctions';
import type { TestFunction } from '@seesaw/search/functions/testFunction';
import { testFunctions } from '@seesaw/search/functions/testFunctions';
import { hypervolume } from '@seesaw/search/pareto/hypervolume';
import {
  methodsOfSeveralObjectives,
  type Point,
  type SearchMethod,
  type SearchSpace,
} from '@seesaw/shared/searchSpace';

/** What methods are measured on: one value or several per point, small is good. */
export interface Problem {
  readonly space: SearchSpace;
  readonly objectives: number;
  readonly evaluate: (point: Point) => readonly number[];
  /**
   * How far a search is from the end after all values so far: distance of the best one from the minimum, or with several
   * objectives the share of the largest possible hypervolume that is missing.
   */
  readonly regretOf: (values: readonly (readonly number[])[]) => number;
}

const names = [...Object.keys(testFunctions), ...Object.keys(paretoFunctions)];

export type FunctionName = keyof typeof testFunctions | keyof typeof paretoFunctions;
export const functionNames = names as readonly FunctionName[];

export function problemOf(name: FunctionName): Problem {
  return name in testFunctions
    ? withOne(testFunctions[name as keyof typeof testFunctions])
    : withSeveral(paretoFunctions[name as keyof typeof paretoFunctions]);
}

/** Whether a method can search for what the function asks. */
export function fits(method: SearchMethod, name: FunctionName): boolean {
  return problemOf(name).objectives === 1 || methodsOfSeveralObjectives.includes(method);
}

function withOne({ space, minimum, evaluate }: TestFunction): Problem {
  return {
    space,
    objectives: 1,
    evaluate: (point) => [evaluate(point)],
    regretOf: (values) => Math.min(...values.flat()) - minimum,
  };
}

function withSeveral({ space, reference, hypervolume: most, evaluate }: ParetoFunction): Problem {
  return {
    space,
    objectives: reference.length,
    evaluate,
    regretOf: (values) => 1 - hypervolume(values, reference) / most,
  };
}
