import { SeesawError } from '../errors.ts';
import { evaluateExpression } from '../expression/evaluateExpression.ts';
import type { Expression } from '../expression/expression.ts';
import { parseExpression } from '../expression/parseExpression.ts';
import type { Axis, Point, SearchSpace } from '../searchSpace.ts';

/** Parsed once for each axis object: search asks thousands of times. */
const conditions = new WeakMap<Axis, Expression>();

/**
 * Whether an axis exists in a point, given the values of the axes before it. A condition that names an axis which is not
 * there itself does not hold, so inactivity spreads.
 *
 * @throws SeesawError `invalid-sweep` for a condition that cannot be read, which parseSweepFile lets nobody store
 */
export function isActive(axis: Axis, earlier: Point): boolean {
  const condition = conditionOf(axis);
  return condition === undefined || evaluateExpression(condition, (name) => valueIn(earlier, name)) === true;
}

/** The condition of an axis, undefined for one that exists in every point. */
export function conditionOf(axis: Axis): Expression | undefined {
  if (axis.when === undefined) return undefined;
  let condition = conditions.get(axis);
  if (condition === undefined) {
    condition = readCondition(axis.when);
    conditions.set(axis, condition);
  }
  return condition;
}

/**
 * The axes that are active where the space takes these values, in order. Values of inactive axes count as absent, so a
 * full vector may be given as well as a point. For a partial point: the axes whose conditions its values fulfil.
 */
export function activeAxes(space: SearchSpace, values: Point): SearchSpace {
  if (space.every((axis) => axis.when === undefined)) return space;
  const known: Record<string, Point[string]> = {};
  return space.filter((axis) => {
    const active = isActive(axis, known);
    // A constant has its value whether or not the point lists it.
    const fixed = axis.dimension.kind === 'constant' ? axis.dimension.value : undefined;
    const value = active ? (valueIn(values, axis.name) ?? fixed) : undefined;
    if (value !== undefined) known[axis.name] = value;
    return active;
  });
}

/** What remains of `values` when those of inactive axes are left out: the point that is stored and trained. */
export function activePart(space: SearchSpace, values: Point): Point {
  return Object.fromEntries(
    activeAxes(space, values).flatMap(({ name }) => {
      const value = valueIn(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Own properties only: a hyperparameter may have any name. */
export function valueIn(point: Point, name: string): Point[string] | undefined {
  return Object.hasOwn(point, name) ? point[name] : undefined;
}

export function readCondition(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.ok) return parsed.expression;
  throw new SeesawError('invalid-sweep', `The condition ${JSON.stringify(text)}: ${parsed.problem.message}`, {
    facts: { hint: parsed.problem.suggestion },
  });
}
