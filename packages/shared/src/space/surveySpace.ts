import { trialSeed } from '../configOf.ts';
import { evaluateExpression } from '../expression/evaluateExpression.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { SearchSpace } from '../searchSpace.ts';
import { conditionOf } from './activeAxes.ts';
import { drawRoughly } from './drawRoughly.ts';
import { axisSize } from './gridAxis.ts';
import { constraintsOf } from './isFeasible.ts';
import { type GridValues, lookupIn, walkGrid } from './walkGrid.ts';

/** Spaces with up to so many values in all their points are looked at point by point. */
const maxValues = 500_000;
const draws = 10_000;

export interface Survey {
  /** Every point was looked at, not only a sample. */
  readonly complete: boolean;
  readonly points: number;
  /** Points that violate no constraint. */
  readonly feasible: number;
  /** For each constraint, how many points violate it. */
  readonly violations: readonly number[];
  /** For each axis, in how many points it is active. */
  readonly active: readonly number[];
}

/** How much of a space its conditions and constraints leave: exact for small ones, from 10,000 draws otherwise. */
export function surveySpace(space: SearchSpace, constraints: readonly string[]): Survey {
  const size = space.reduce((product, { dimension }) => product * axisSize(dimension), 1);
  const complete = size * Math.max(1, space.length) <= maxValues;
  const expressions = constraintsOf(constraints);
  const violations = constraints.map(() => 0);
  const active = space.map(() => 0);
  let current: GridValues = [];
  const lookup = lookupIn(space, () => current);
  let points = 0;
  let feasible = 0;
  for (current of complete ? walkGrid(space, []) : someDraws(space)) {
    points += 1;
    let violated = false;
    for (const [i, constraint] of expressions.entries()) {
      if (evaluateExpression(constraint, lookup) !== false) continue;
      violations[i]! += 1;
      violated = true;
    }
    if (!violated) feasible += 1;
    for (let i = 0; i < active.length; i++) if (current[i] !== undefined) active[i]! += 1;
  }
  return { complete, points, feasible, violations, active };
}

/** The same ones every time: a file that was accepted once is accepted again. */
function* someDraws(space: SearchSpace): Generator<GridValues, void> {
  const conditions = space.map(conditionOf);
  const values: (Scalar | undefined)[] = space.map(() => undefined);
  const lookup = lookupIn(space, () => values);
  for (let index = 0; index < draws; index++) {
    values.fill(undefined);
    for (const [i, { dimension }] of space.entries()) {
      const condition = conditions[i];
      if (condition !== undefined && evaluateExpression(condition, lookup) !== true) continue;
      let asked = 0;
      const uniform = () => trialSeed(2 * i + asked++, index) / 2 ** 32;
      values[i] = drawRoughly(dimension, uniform);
    }
    yield values;
  }
}
