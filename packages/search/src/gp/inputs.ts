import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { unitOf } from '../encode/cellOf.ts';
import { isUnordered } from '../tpe/column.ts';

/** Points as a Gaussian process sees them. */
export interface Inputs {
  /** Per point one number for each axis: in [0, 1], or which of the values where they have no order. */
  readonly rows: readonly Float64Array[];
  /** Which axes have values without order: these are alike or not, nothing between. */
  readonly categorical: readonly boolean[];
  /**
   * Variance of each value that is known beforehand, on the scale of the values: it comes on top of the noise that is learnt,
   * which is the same everywhere (Ankenman, Nelson and Staum 2010, Stochastic Kriging, section 3). Absent = none.
   */
  readonly known?: Float64Array | undefined;
}

/** In the middle of a line: where an axis that the point lacks tells it apart from no other. */
const ABSENT = 0.5;
/** A value of its own. */
const ABSENT_CATEGORY = -1;

export function rowOf(axes: SearchSpace, point: Point): Float64Array {
  return Float64Array.from(axes, ({ name, dimension }) => {
    const value = point[name];
    if (!isUnordered(dimension) || dimension.kind !== 'choice') return unitOf(dimension, value) ?? ABSENT;
    return value === undefined ? ABSENT_CATEGORY : dimension.values.indexOf(value);
  });
}

/** r² of two rows: Σ θ d² over the axes, where different categories are at distance 1. */
export function scaledDistance(a: Float64Array, b: Float64Array, theta: Float64Array, categorical: readonly boolean[]) {
  let sum = 0;
  for (let axis = 0; axis < theta.length; axis++) {
    const difference = a[axis]! - b[axis]!;
    if (categorical[axis]) sum += difference === 0 ? 0 : theta[axis]!;
    else sum += theta[axis]! * difference * difference;
  }
  return sum;
}

/** The Matérn 5/2 correlation at distance r: (1 + s + s²/3) e^-s with s = √5 r. */
export function matern(squared: number): number {
  const s = Math.sqrt(5 * squared);
  return (1 + s + (s * s) / 3) * Math.exp(-s);
}

/** Its derivative by r²: -5/6 (1 + s) e^-s. */
export function maternSlope(squared: number): number {
  const s = Math.sqrt(5 * squared);
  return (-5 / 6) * (1 + s) * Math.exp(-s);
}
