import { trialSeed } from '../configOf.ts';
import type { Scalar } from '../hyperparameter.ts';
import type { Point, SearchSpace } from '../searchSpace.ts';
import { isActive, valueIn } from './activeAxes.ts';
import { drawRoughly } from './drawRoughly.ts';
import { axisSize } from './gridAxis.ts';
import { gridPoints } from './gridPoints.ts';
import { constraintsOf, isFulfilled } from './isFeasible.ts';

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
  readonly active: ReadonlyMap<string, number>;
}

/** How much of a space its conditions and constraints leave: exact for small ones, from 10,000 draws otherwise. */
export function surveySpace(space: SearchSpace, constraints: readonly string[]): Survey {
  const size = space.reduce((product, { dimension }) => product * axisSize(dimension), 1);
  const complete = size * Math.max(1, space.length) <= maxValues;
  const expressions = constraintsOf(constraints);
  const violations = constraints.map(() => 0);
  const active = new Map(space.map(({ name }) => [name, 0]));
  let points = 0;
  let feasible = 0;
  for (const point of complete ? gridPoints(space, []) : someDraws(space)) {
    points += 1;
    let violated = false;
    for (const [i, constraint] of expressions.entries()) {
      if (isFulfilled(constraint, point)) continue;
      violations[i]! += 1;
      violated = true;
    }
    if (!violated) feasible += 1;
    for (const { name } of space) {
      if (valueIn(point, name) !== undefined) active.set(name, active.get(name)! + 1);
    }
  }
  return { complete, points, feasible, violations, active };
}

/** The same ones every time: a file that was accepted once is accepted again. */
function* someDraws(space: SearchSpace): Generator<Point, void> {
  for (let index = 0; index < draws; index++) {
    const point: Record<string, Scalar> = {};
    for (const [i, axis] of space.entries()) {
      if (!isActive(axis, point)) continue;
      let asked = 0;
      const uniform = () => trialSeed(2 * i + asked++, index) / 2 ** 32;
      point[axis.name] = drawRoughly(axis.dimension, uniform);
    }
    yield point;
  }
}
