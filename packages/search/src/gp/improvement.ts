import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { buildPoint } from '../buildPoint.ts';
import { cellOf, unitOf } from '../encode/cellOf.ts';
import { valueAt } from '../encode/valueAt.ts';
import { minimizeInBox } from '../numeric/minimizeInBox.ts';
import { isUnordered } from '../tpe/column.ts';
import { rowOf } from './inputs.ts';
import { logImprovement } from './logImprovement.ts';
import type { Posterior } from './posterior.ts';

/** A point with the logarithm of the improvement that is expected of it. */
export interface Candidate {
  readonly point: Point;
  /** Per axis a number in [0, 1] that means its value, also where the point lacks the axis. */
  readonly units: Float64Array;
  readonly score: number;
}

export interface Improvement {
  /** undefined for a point that may not be suggested. */
  readonly at: (units: Float64Array) => Candidate | undefined;
  /** The best point that is reached by ascending the slope and, on countable axes, by going from value to value. */
  readonly climb: (start: Candidate) => Candidate;
}

const ROUNDS = 3;
const EVALUATIONS = 40;
/** Less is not worth another round. */
const PROGRESS = 1e-6;

/**
 * Expected improvement on the value `best` (Jones, Schonlau and Welch 1998), as its logarithm.
 *
 * @param axes those that are not constant
 * @param pointOf a point from the numbers of its axes, undefined when it may not be suggested
 */
export function improvementOn(input: {
  best: number;
  model: Posterior;
  axes: SearchSpace;
  pointOf: (units: Float64Array) => Point | undefined;
}): Improvement {
  const { best, model, axes, pointOf } = input;
  const meanSlopes = new Float64Array(axes.length);
  const deviationSlopes = new Float64Array(axes.length);

  function at(units: Float64Array): Candidate | undefined {
    const point = pointOf(units);
    if (point === undefined) return undefined;
    const { mean, deviation } = model.at(rowOf(axes, point));
    const score = logImprovement((best - mean) / deviation).value + Math.log(deviation);
    return { point, units, score };
  }

  function climb(start: Candidate): Candidate {
    let current = start;
    for (let round = 0; round < ROUNDS; round++) {
      const before = current.score;
      current = stepThroughValues(ascend(current));
      if (!(current.score > before + PROGRESS)) break;
    }
    return current;
  }

  /** Along the slope, over the axes that the point has and that are lines. */
  function ascend(from: Candidate): Candidate {
    const free = [...axes.keys()].filter(
      (axis) => !isUnordered(axes[axis]!.dimension) && from.point[axes[axis]!.name] !== undefined,
    );
    if (free.length === 0) return from;
    const row = rowOf(axes, from.point);
    const found = minimizeInBox({
      f: (x, gradient) => {
        for (let i = 0; i < free.length; i++) row[free[i]!] = x[i]!;
        const { mean, deviation } = model.slopesAt(row, meanSlopes, deviationSlopes);
        const z = (best - mean) / deviation;
        const { value, slope } = logImprovement(z);
        for (let i = 0; i < free.length; i++) {
          const ofDeviation = deviationSlopes[free[i]!]!;
          const ofZ = (-meanSlopes[free[i]!]! - z * ofDeviation) / deviation;
          gradient[i] = -(slope * ofZ + ofDeviation / deviation);
        }
        return -(value + Math.log(deviation));
      },
      start: Float64Array.from(free, (axis) => row[axis]!),
      lower: new Float64Array(free.length),
      upper: new Float64Array(free.length).fill(1),
      maxEvaluations: EVALUATIONS,
      tolerance: 1e-6,
    });
    const units = Float64Array.from(from.units);
    for (let i = 0; i < free.length; i++) units[free[i]!] = found.x[i]!;
    return better(from, at(units));
  }

  /** On each countable axis to the neighbour values, or to all if they have no order. */
  function stepThroughValues(from: Candidate): Candidate {
    let current = from;
    for (let axis = 0; axis < axes.length; axis++) {
      for (const unit of otherUnits(axes[axis]!.dimension, current.point[axes[axis]!.name])) {
        const units = Float64Array.from(current.units);
        units[axis] = unit;
        current = better(current, at(units));
      }
    }
    return current;
  }

  return { at, climb };
}

function better(one: Candidate, other: Candidate | undefined): Candidate {
  return other !== undefined && other.score > one.score ? other : one;
}

function otherUnits(dimension: SearchSpace[number]['dimension'], value: Point[string] | undefined): number[] {
  const cell = cellOf(dimension, value);
  if (cell === undefined || !(cell.high > cell.low)) return [];
  if (dimension.kind === 'choice' && isUnordered(dimension)) {
    return dimension.values.flatMap((each) => {
      const unit = unitOf(dimension, each);
      return each === value || unit === undefined ? [] : [unit];
    });
  }
  return [cell.low - 1e-9, cell.high + 1e-9].filter((unit) => unit >= 0 && unit <= 1);
}

/** Reads each axis at its number; constants have none. */
export function pointAt(input: {
  space: SearchSpace;
  axes: SearchSpace;
  rules: Parameters<typeof buildPoint>[1];
}): (units: Float64Array) => Point {
  const places = new Map(input.axes.map(({ name }, index) => [name, index]));
  return (units) =>
    buildPoint(input.space, input.rules, ({ name, dimension }) => valueAt(dimension, units[places.get(name)!]!));
}
