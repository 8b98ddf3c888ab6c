import { SeesawError } from '@seesaw/shared/errors';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { axisSize, axisValue } from '@seesaw/shared/space/gridAxis';
import { gridPoints } from '@seesaw/shared/space/gridPoints';

/**
 * Point `index` (from 0) of the grid in lexicographic order, the last axis fastest; 'exhausted' behind the last one. The
 * time it takes does not depend on the size of a plain grid. One with conditions or constraints is walked from its start,
 * or from the point that was asked for before.
 *
 * @throws SeesawError `invalid-sweep` for an axis that cannot be enumerated
 */
export function gridPoint(space: SearchSpace, index: number, constraints: readonly string[] = []): Point | 'exhausted' {
  for (const { name, dimension } of space) {
    if (!Number.isFinite(axisSize(dimension))) throw notEnumerable(name);
  }
  const plain = constraints.length === 0 && space.every((axis) => axis.when === undefined);
  return plain ? plainPoint(space, index) : walkedPoint(space, index, constraints);
}

function plainPoint(space: SearchSpace, index: number): Point | 'exhausted' {
  const chosen: (readonly [string, Scalar])[] = [];
  let rest = index;
  for (const { name, dimension } of space.toReversed()) {
    const count = axisSize(dimension);
    if (count < 1) return 'exhausted';
    chosen.push([name, axisValue(dimension, rest % count)]);
    rest = Math.floor(rest / count);
  }
  return rest > 0 ? 'exhausted' : Object.fromEntries(chosen.toReversed());
}

interface Walk {
  readonly constraints: string;
  readonly points: Generator<Point, void>;
  /** Index of the point that comes next. */
  next: number;
}

/** Where the last walk of a space stands, so that asking for one point after another is not a walk from the start each. */
const walks = new WeakMap<SearchSpace, Walk>();

function walkedPoint(space: SearchSpace, index: number, constraints: readonly string[]): Point | 'exhausted' {
  const key = JSON.stringify(constraints);
  let walk = walks.get(space);
  // Kept again only when it got there: a walk that ended or threw has no next point.
  walks.delete(space);
  if (walk === undefined || walk.constraints !== key || walk.next > index) {
    walk = { constraints: key, points: gridPoints(space, constraints), next: 0 };
  }
  for (;;) {
    const { value } = walk.points.next();
    if (value === undefined) return 'exhausted';
    walk.next += 1;
    if (walk.next <= index) continue;
    walks.set(space, walk);
    return value;
  }
}

function notEnumerable(name: string): SeesawError {
  return new SeesawError('invalid-sweep', `A grid cannot walk the continuous range of ${name}.`, {
    facts: { hint: 'List values, use a q_… distribution with q, or method: random.' },
  });
}
