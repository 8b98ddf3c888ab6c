import { assertNever } from '@seesaw/shared/assertNever';
import type { Point, SearchMethod, SearchSpace } from '@seesaw/shared/searchSpace';
import { cmaesPoint } from './cmaes/cmaesPoint.ts';
import { draw } from './draw.ts';
import { gpPoint } from './gp/gpPoint.ts';
import { gridPoint } from './grid.ts';
import { sobolPoint } from './sobol/sobolPoint.ts';
import { noRules, type SpaceRules } from './spaceRules.ts';
import { uniformStream } from './stream.ts';
import { tpePoint } from './tpe/tpePoint.ts';

/** A finished trial as search sees it. */
export interface KnownResult {
  readonly number: number;
  readonly point: Point;
  /** Value of the objective; null for a trial that has none (diverged): treated as the worst. */
  readonly objective: number | null;
}

/** A trial without a result yet: launched earlier, or suggested in the same breath. */
export interface OpenPoint {
  readonly number: number;
  readonly point: Point;
}

export interface Proposal {
  space: SearchSpace;
  method: SearchMethod;
  /** Sweep seed, unsigned 32 bit. */
  seed: number;
  /** Trial number, from 1. */
  number: number;
  /** Whether small or large objectives are good. */
  goal?: 'minimize' | 'maximize';
  /** Results known at ask time, in the order in which they became known. Methods without feedback do not look at them. */
  results?: readonly KnownResult[];
  /** Trials that have no result at ask time, by number. */
  open?: readonly OpenPoint[];
  /** Which axes a point has and which points may be run; all, if absent. */
  rules?: SpaceRules;
}

/**
 * The point of one trial: a function of its arguments alone, without state, clock or I/O, so that it can be asked in any
 * order, any number of times and on any host. Grid goes through the product of the axes and ends with 'exhausted';
 * random draws every parameter independently, and may draw the same point for two trials; sobol fills the space evenly.
 * The others learn from the results; the order in which these became known makes no difference to them.
 *
 * @throws SeesawError `invalid-sweep` for a grid over an axis that cannot be enumerated, and where no point satisfies the
 * constraints
 * @throws RangeError for a trial number below 1
 */
export function propose(proposal: Proposal): Point | 'exhausted' {
  const { space, method, seed, number, goal = 'minimize', results = [], open = [], rules = noRules } = proposal;
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new RangeError(`trial numbers are whole and start at 1, not ${number}`);
  }
  switch (method) {
    case 'grid':
      return gridPoint(space, number - 1);
    case 'random':
      return Object.fromEntries(
        space.map(({ name, dimension }) => [name, draw(dimension, uniformStream({ seed, number, parameter: name }))]),
      );
    case 'sobol':
      return sobolPoint({ space, rules, seed, number });
    case 'cmaes':
      return cmaesPoint({ space, rules, seed, number, goal, results, open });
    case 'gp':
      return gpPoint({ space, rules, seed, number, goal, results, open });
    case 'tpe':
      return tpePoint({ space, rules, seed, number, goal, results, open });
    default:
      return assertNever(method, 'search method');
  }
}
