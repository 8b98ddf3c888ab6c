import { assertNever } from '@seesaw/shared/assertNever';
import type { KnownResult, OpenPoint } from '@seesaw/shared/known';
import type { Goal } from '@seesaw/shared/objective';
import type { Point, SearchMethod, SearchSpace } from '@seesaw/shared/searchSpace';
import { isActive } from '@seesaw/shared/space/activeAxes';
import { isFeasible } from '@seesaw/shared/space/isFeasible';
import { bayesMethod } from './bayes.ts';
import { cmaesPoint } from './cmaes/cmaesPoint.ts';
import { gpPoint } from './gp/gpPoint.ts';
import { gridPoint } from './grid.ts';
import { nsga2Point } from './nsga2/nsga2Point.ts';
import { randomPoint } from './randomPoint.ts';
import { sobolPoint } from './sobol/sobolPoint.ts';
import type { SpaceRules } from './spaceRules.ts';
import { tpePoint } from './tpe/tpePoint.ts';

export interface Proposal {
  space: SearchSpace;
  /** Conditions that every point has to satisfy, e.g. `lr_d * lr_ratio < 0.01`. */
  constraints?: readonly string[];
  method: SearchMethod;
  /** Sweep seed, unsigned 32 bit. */
  seed: number;
  /** Trial number, from 1. */
  number: number;
  /** Whether small or large objectives are good; one for each where there are several. */
  goal?: Goal | readonly Goal[];
  /** Results known at ask time, in the order in which they became known. Methods without feedback do not look at them. */
  results?: readonly KnownResult[];
  /** Trials that have no result at ask time, by number. */
  open?: readonly OpenPoint[];
}

/**
 * The point of one trial: a function of its arguments alone, without state, clock or I/O, so that it can be asked in any
 * order, any number of times and on any host. Grid goes through the product of the axes and ends with 'exhausted';
 * random draws every parameter independently, and may draw the same point for two trials; sobol fills the space evenly.
 * The others learn from the results; the order in which these became known makes no difference to them. Of these tpe and
 * nsga2 know several objectives; to gp and cmaes only the first one counts. A point has a value for each axis that is
 * active in it.
 *
 * @throws SeesawError `invalid-sweep` for a grid over an axis that cannot be enumerated, or when no feasible point is found
 * @throws RangeError for a trial number below 1
 */
export function propose(proposal: Proposal): Point | 'exhausted' {
  const { space, constraints = [], method, seed, number, goal = 'minimize', results = [], open = [] } = proposal;
  const rules: SpaceRules = { isActive, isFeasible: (point) => isFeasible(constraints, point) };
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new RangeError(`trial numbers are whole and start at 1, not ${number}`);
  }
  // By number, so that no sum depends on the order in which they are given.
  const inOrder = open.toSorted((a, b) => a.number - b.number);
  const goals = typeof goal === 'string' ? [goal] : goal;
  const question = { space, rules, seed, number, goals, results, open: inOrder };
  switch (method) {
    case 'grid':
      return gridPoint(space, number - 1, constraints);
    // Population based training begins at random points; what comes after is `evolve`.
    case 'pbt':
    case 'random':
      return randomPoint({ space, rules, seed, number });
    case 'sobol':
      return sobolPoint({ space, rules, seed, number });
    case 'bayes':
      return propose({ ...proposal, method: bayesMethod(space, results.length, goals.length) });
    case 'cmaes':
      return cmaesPoint(question);
    case 'gp':
      return gpPoint(question);
    case 'nsga2':
      return nsga2Point(question);
    case 'tpe':
      return tpePoint(question);
    default:
      return assertNever(method, 'search method');
  }
}
