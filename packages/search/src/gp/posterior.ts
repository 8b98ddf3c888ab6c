import { solveLower, solveUpper } from '../numeric/cholesky.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { type Inputs, matern, maternSlope, scaledDistance } from './inputs.ts';
import { type Profile, profile } from './profile.ts';

/** What is believed about the value at a point, without noise. */
export interface Belief {
  readonly mean: number;
  readonly deviation: number;
}

/** A Gaussian process that has seen data. */
export interface Posterior {
  readonly mean: (row: Float64Array) => number;
  readonly at: (row: Float64Array) => Belief;
  /** Also writes the derivatives by the numbers of the row; 0 for categories. */
  readonly slopesAt: (row: Float64Array, meanSlopes: Float64Array, deviationSlopes: Float64Array) => Belief;
}

/** A millionth of a deviation is certainty; less is lost in rounding. */
const LEAST_VARIANCE = 1e-14;

/** @returns the belief about values, given values `y` in the rows of `inputs`; at least one */
export function posterior(inputs: Inputs, y: Float64Array, hyperparameters: Hyperparameters): Posterior {
  const { rows, categorical, known } = inputs;
  const { theta, noise } = hyperparameters;
  const n = rows.length;
  const l = new Float64Array(n * n);
  const { beta, alpha, ...found } = factor();
  const variance = hyperparameters.variance ?? found.variance;
  const sigma = Math.sqrt(variance);
  const k = new Float64Array(n);
  const slopes = new Float64Array(n);

  /** Fills k with the correlations; the mean. */
  function mean(row: Float64Array): number {
    let sum = beta;
    for (let i = 0; i < n; i++) {
      k[i] = matern(scaledDistance(row, rows[i]!, theta, categorical));
      sum += k[i]! * alpha[i]!;
    }
    return sum;
  }

  /** k becomes L⁻¹ k. */
  function deviation(): number {
    solveLower(l, n, k);
    let rest = 1;
    for (let i = 0; i < n; i++) rest -= k[i]! * k[i]!;
    return sigma * Math.sqrt(Math.max(rest, LEAST_VARIANCE));
  }

  return {
    mean,
    at: (row) => ({ mean: mean(row), deviation: deviation() }),
    slopesAt(row, meanSlopes, deviationSlopes) {
      for (let i = 0; i < n; i++) slopes[i] = 2 * maternSlope(scaledDistance(row, rows[i]!, theta, categorical));
      const belief = { mean: mean(row), deviation: deviation() };
      // k becomes A⁻¹ k: s² = σ² (1 - k^T A⁻¹ k), so s ds = -σ² (A⁻¹ k)^T dk.
      solveUpper(l, n, k);
      const isCertain = belief.deviation <= sigma * Math.sqrt(LEAST_VARIANCE);
      for (let axis = 0; axis < theta.length; axis++) {
        let [ofMean, ofVariance] = [0, 0];
        for (let i = 0; i < n; i++) {
          const slope = slopes[i]! * (row[axis]! - rows[i]![axis]!);
          ofMean += slope * alpha[i]!;
          ofVariance += slope * k[i]!;
        }
        const scale = categorical[axis] ? 0 : theta[axis]!;
        meanSlopes[axis] = scale * ofMean;
        deviationSlopes[axis] = isCertain ? 0 : (-variance * scale * ofVariance) / belief.deviation;
      }
      return belief;
    },
  };

  /** With ever more noise until rounding lets the matrix be positive definite. */
  function factor(): Profile {
    for (let added = noise; ; added = Math.max(10 * added, 1e-10)) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < i; j++) l[i * n + j] = matern(scaledDistance(rows[i]!, rows[j]!, theta, categorical));
        l[i * n + i] = 1 + added + (known === undefined ? 0 : known[i]! / (hyperparameters.variance ?? 1));
      }
      const fit = profile(l, y);
      if (fit !== undefined) return fit;
    }
  }
}
