import { evaluateExpression } from '../expression/evaluateExpression.ts';
import type { Expression } from '../expression/expression.ts';
import type { Point } from '../searchSpace.ts';
import { readCondition, valueIn } from './activeAxes.ts';

/** Parsed once for each list of constraints: search asks thousands of times. */
const parsed = new WeakMap<readonly string[], readonly Expression[]>();

/**
 * Whether a point violates none of the constraints. One that names a parameter which is not in the point has no value and
 * does not bind there: a rule on the gradient penalty says nothing about losses without one.
 *
 * @throws SeesawError `invalid-sweep` for a constraint that cannot be read, which parseSweepFile lets nobody store
 */
export function isFeasible(constraints: readonly string[], point: Point): boolean {
  return constraintsOf(constraints).every((constraint) => isFulfilled(constraint, point));
}

export function constraintsOf(constraints: readonly string[]): readonly Expression[] {
  let expressions = parsed.get(constraints);
  if (expressions === undefined) {
    expressions = constraints.map(readCondition);
    parsed.set(constraints, expressions);
  }
  return expressions;
}

export function isFulfilled(constraint: Expression, point: Point): boolean {
  return evaluateExpression(constraint, (name) => valueIn(point, name)) !== false;
}
