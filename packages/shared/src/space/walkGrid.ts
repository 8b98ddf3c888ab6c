import { SeesawError } from '../errors.ts';
import { evaluateExpression, type Lookup } from '../expression/evaluateExpression.ts';
import type { Expression } from '../expression/expression.ts';
import { namesOf } from '../expression/namesOf.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { SearchSpace } from '../searchSpace.ts';
import { conditionOf } from './activeAxes.ts';
import { axisSize, axisValue } from './gridAxis.ts';
import { constraintsOf } from './isFeasible.ts';

/** Between one point and the next: a fraction of a second. More than a grid of 100,000 points can have. */
const maxRejections = 300_000;

/** One value per axis, undefined where the axis is inactive. */
export type GridValues = readonly (Scalar | undefined)[];

/**
 * Goes through the different points of a grid in lexicographic order, the last axis fastest: an inactive axis is skipped,
 * and so is a branch as soon as the values it has so far violate a constraint. It yields one and the same array, which
 * changes with the next step: a hundred thousand points are often only counted.
 *
 * @throws SeesawError `invalid-sweep` when 300,000 branches in a row violate a constraint
 */
export function* walkGrid(space: SearchSpace, constraints: readonly string[]): Generator<GridValues, void> {
  if (space.some((axis) => axisSize(axis.dimension) < 1)) return;
  const decidedAt = constraintsByAxis(space, constraintsOf(constraints));
  const conditions = space.map(conditionOf);
  const values: (Scalar | undefined)[] = space.map(() => undefined);
  const lookup = lookupIn(space, () => values);
  /** How many values each axis has under the ones before it (0: inactive), and how many of them were tried. */
  const sizes = space.map(() => 0);
  const tried = space.map(() => 0);
  let rejections = 0;
  let level = 0;
  while (level >= 0) {
    const axis = space[level];
    if (axis === undefined) {
      yield values;
      rejections = 0;
      level -= 1;
      continue;
    }
    const index = tried[level]!;
    if (index === 0) {
      const condition = conditions[level];
      const active = condition === undefined || evaluateExpression(condition, lookup) === true;
      sizes[level] = active ? axisSize(axis.dimension) : 0;
    }
    const size = sizes[level]!;
    if (index >= Math.max(1, size)) {
      values[level] = undefined;
      tried[level] = 0;
      level -= 1;
      continue;
    }
    if (size > 0) values[level] = axisValue(axis.dimension, index);
    tried[level] = index + 1;
    if (decidedAt[level]!.every((constraint) => evaluateExpression(constraint, lookup) !== false)) {
      level += 1;
      continue;
    }
    rejections += 1;
    if (rejections > maxRejections) throw tooFar(constraints);
  }
}

/** The value that an axis has just now, by its name. */
export function lookupIn(space: SearchSpace, values: () => GridValues): Lookup {
  const order = new Map(space.map(({ name }, index) => [name, index]));
  return (name) => {
    const index = order.get(name);
    return index === undefined ? undefined : values()[index];
  };
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
