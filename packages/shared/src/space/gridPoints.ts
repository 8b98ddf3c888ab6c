import { SeesawError } from '../errors.ts';
import type { Expression } from '../expression/expression.ts';
import { namesOf } from '../expression/namesOf.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { Point, SearchSpace } from '../searchSpace.ts';
import { isActive } from './activeAxes.ts';
import { axisSize, axisValue } from './gridAxis.ts';
import { constraintsOf, isFulfilled } from './isFeasible.ts';

/** Between one point and the next: a fraction of a second. */
const maxSteps = 300_000;

/**
 * The different points of a grid in lexicographic order, the last axis fastest: an inactive axis is skipped, and so is a
 * branch as soon as the values it has so far violate a constraint.
 *
 * @throws SeesawError `invalid-sweep` when the next feasible point is more than 300,000 steps away
 */
export function* gridPoints(space: SearchSpace, constraints: readonly string[]): Generator<Point, void> {
  if (space.some((axis) => axisSize(axis.dimension) < 1)) return;
  const decidedAt = constraintsByAxis(space, constraintsOf(constraints));
  const point: Record<string, Scalar> = {};
  /** How many values each axis has under the ones before it, and how many of them were tried. */
  const sizes: number[] = [];
  const tried: number[] = [];
  let steps = 0;
  let level = 0;
  while (level >= 0) {
    steps += 1;
    if (steps > maxSteps) throw tooFar(constraints);
    const axis = space[level];
    if (axis === undefined) {
      yield { ...point };
      steps = 0;
      level -= 1;
      continue;
    }
    const index = tried[level] ?? 0;
    if (index === 0) sizes[level] = isActive(axis, point) ? axisSize(axis.dimension) : 0;
    const size = sizes[level]!;
    if (index >= Math.max(1, size)) {
      delete point[axis.name];
      tried[level] = 0;
      level -= 1;
      continue;
    }
    if (size > 0) point[axis.name] = axisValue(axis.dimension, index);
    tried[level] = index + 1;
    if (decidedAt[level]!.every((constraint) => isFulfilled(constraint, point))) level += 1;
  }
}

/** For each axis the constraints that are decided once it has its value: those that name it and none behind it. */
function constraintsByAxis(space: SearchSpace, constraints: readonly Expression[]): Expression[][] {
  const order = new Map(space.map(({ name }, index) => [name, index]));
  const decided: Expression[][] = space.map(() => []);
  for (const constraint of constraints) {
    const last = Math.max(0, ...namesOf(constraint).map((name) => order.get(name) ?? 0));
    decided[last]?.push(constraint);
  }
  return decided;
}

function tooFar(constraints: readonly string[]): SeesawError {
  return new SeesawError('invalid-sweep', 'The grid has hardly any point that satisfies the constraints.', {
    facts: { hint: `Loosen one of: ${constraints.join('; ')}; or use method: random.` },
  });
}
