import { inverseOf } from '../numeric/cholesky.ts';
import { minimizeInBox } from '../numeric/minimizeInBox.ts';
import { type Inputs, matern, maternSlope } from './inputs.ts';
import { profile } from './profile.ts';

/** Shape of a Gaussian process; its mean and, where no value's noise is known, its variance follow from the data. */
export interface Hyperparameters {
  /** Inverse squared length scale per axis. */
  readonly theta: Float64Array;
  /** Variance of the noise as a share of that of the process. */
  readonly noise: number;
  /** Of the process, where noise is known and so has a scale of its own. */
  readonly variance?: number;
}

/**
 * Logarithms of the length scales are normal, with a median of e^½ times the range of an axis and a deviation of 1. θ = 1/ℓ²,
 * so both count twice. Longer scales (BoTorch's prior, Hvarfner et al. 2024) settle sooner in the first valley they find.
 */
const LOG_THETA = { mean: -1, deviation: 2 } as const;
/** Weak, in favour of values that repeat well, from a millionth of the variance up to all of it. */
const LOG_NOISE = { mean: -14, deviation: 4 } as const;

/** Values have a deviation of 1, so the variance that explains them is of that size; weak. */
const LOG_VARIANCE = { mean: 0, deviation: 2 } as const;

const BOUNDS = { theta: [-14, 10], noise: [Math.log(1e-9), Math.log(10)], variance: [-8, 8] } as const;
/** Where the search begins: smooth and exact, and rough and noisy. */
const STARTS = [
  { theta: 0, noise: Math.log(1e-5) },
  { theta: 2.5, noise: Math.log(1e-2) },
] as const;
const EVALUATIONS = 50;

/** The most probable hyperparameters after having seen the data: marginal likelihood times prior, by its gradient. */
export function fitHyperparameters(inputs: Inputs, y: Float64Array): Hyperparameters {
  const axes = inputs.categorical.length;
  const f = negativeLogPosterior(inputs, y);
  const fill = (theta: number, noise: number, variance: number) =>
    inputs.known === undefined
      ? new Float64Array(axes + 1).fill(theta, 0, axes).fill(noise, axes)
      : new Float64Array(axes + 2)
          .fill(theta, 0, axes)
          .fill(noise, axes, axes + 1)
          .fill(variance, axes + 1);
  const found = STARTS.map((start) =>
    minimizeInBox({
      f,
      start: fill(start.theta, start.noise, 0),
      lower: fill(BOUNDS.theta[0], BOUNDS.noise[0], BOUNDS.variance[0]),
      upper: fill(BOUNDS.theta[1], BOUNDS.noise[1], BOUNDS.variance[1]),
      maxEvaluations: EVALUATIONS,
      tolerance: 1e-2,
    }),
  );
  const { x } = found.reduce((best, each) => (each.value < best.value ? each : best));
  return {
    theta: x.slice(0, axes).map(Math.exp),
    noise: Math.exp(x[axes]!),
    ...(inputs.known !== undefined && { variance: Math.exp(x[axes + 1]!) }),
  };
}

/**
 * Of ln θ₁ … ln θd and ln noise, with its gradient: ∂/∂A is (A⁻¹ - αα^T/σ²) / 2. Where the noise of values is known, of ln σ²
 * as well, since the known variances T stand in A as T/σ².
 */
export function negativeLogPosterior(inputs: Inputs, y: Float64Array) {
  const n = y.length;
  const axes = inputs.categorical.length;
  const { known } = inputs;
  const differences = squaredDifferences(inputs);
  const pairs = (n * (n - 1)) / 2;
  const squared = new Float64Array(pairs);
  const a = new Float64Array(n * n);
  return (x: Float64Array, gradient: Float64Array): number => {
    const noise = Math.exp(x[axes]!);
    const fixed = known === undefined ? undefined : Math.exp(x[axes + 1]!);
    squared.fill(0);
    for (let axis = 0; axis < axes; axis++) {
      const theta = Math.exp(x[axis]!);
      const difference = differences[axis]!;
      for (let k = 0; k < pairs; k++) squared[k]! += theta * difference[k]!;
    }
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < i; j++) a[i * n + j] = matern(squared[k++]!);
      a[i * n + i] = 1 + noise + (known === undefined ? 0 : known[i]! / fixed!);
    }
    const fit = profile(a, y);
    if (fit === undefined) return Number.POSITIVE_INFINITY;
    const { alpha, squares } = fit;
    const variance = fixed ?? fit.variance;
    const inverse = inverseOf(a, n);
    let [trace, ofKnown] = [0, 0];
    // Both triangles are the same, so the half of the derivative is used up.
    for (let i = 0, k = 0; i < n; i++) {
      const scaled = alpha[i]! / variance;
      for (let j = 0; j < i; j++, k++) {
        squared[k] = maternSlope(squared[k]!) * (inverse[i * n + j]! - scaled * alpha[j]!);
      }
      const diagonal = (inverse[i * n + i]! - scaled * alpha[i]!) / 2;
      trace += diagonal;
      if (known !== undefined) ofKnown += (known[i]! / variance) * diagonal;
    }
    let value = fit.negativeLogLikelihood;
    for (let axis = 0; axis < axes; axis++) {
      const difference = differences[axis]!;
      let sum = 0;
      for (let k = 0; k < pairs; k++) sum += squared[k]! * difference[k]!;
      const z = (x[axis]! - LOG_THETA.mean) / LOG_THETA.deviation;
      value += (z * z) / 2;
      gradient[axis] = sum * Math.exp(x[axis]!) + z / LOG_THETA.deviation;
    }
    const z = (x[axes]! - LOG_NOISE.mean) / LOG_NOISE.deviation;
    gradient[axes] = trace * noise + z / LOG_NOISE.deviation;
    value += (z * z) / 2;
    if (known === undefined) return value;
    // The likelihood at this variance instead of at the most likely one.
    value += (n * (Math.log(variance) - Math.log(fit.variance)) + squares / variance) / 2;
    const v = (x[axes + 1]! - LOG_VARIANCE.mean) / LOG_VARIANCE.deviation;
    gradient[axes + 1] = (n - squares / variance) / 2 - ofKnown + v / LOG_VARIANCE.deviation;
    return value + (v * v) / 2;
  };
}

/** Per axis, for all pairs of points in the order of the lower triangle, without its diagonal. */
function squaredDifferences({ rows, categorical }: Inputs): Float64Array[] {
  const n = rows.length;
  return categorical.map((isCategory, axis) => {
    const squares = new Float64Array((n * (n - 1)) / 2);
    for (let i = 0, k = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const difference = rows[i]![axis]! - rows[j]![axis]!;
        squares[k++] = isCategory ? Math.abs(Math.sign(difference)) : difference * difference;
      }
    }
    return squares;
  });
}
