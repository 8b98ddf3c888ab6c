import { cholesky, solveLower, solveUpper } from '../numeric/cholesky.ts';

/**
 * A Gaussian process y ~ N(β, σ² A) whose mean β and variance σ² take their most likely values in closed form (Rasmussen
 * and Williams 2006, section 2.7).
 */
export interface Profile {
  readonly beta: number;
  readonly variance: number;
  /** A⁻¹ (y - β). */
  readonly alpha: Float64Array;
  /** (y - β)^T A⁻¹ (y - β). */
  readonly squares: number;
  /** Negative logarithm of the likelihood, up to a constant. */
  readonly negativeLogLikelihood: number;
}

/**
 * @param a the lower triangle of A, which becomes its Cholesky factor
 * @returns undefined when A is not positive definite
 */
export function profile(a: Float64Array, y: Float64Array): Profile | undefined {
  const n = y.length;
  if (!cholesky(a, n)) return undefined;
  const ones = new Float64Array(n).fill(1);
  const alpha = Float64Array.from(y);
  solveLower(a, n, ones);
  solveLower(a, n, alpha);
  let [oneOne, oneY] = [0, 0];
  for (let i = 0; i < n; i++) {
    oneOne += ones[i]! * ones[i]!;
    oneY += ones[i]! * alpha[i]!;
  }
  const beta = oneY / oneOne;
  let [squares, logDeterminant] = [0, 0];
  for (let i = 0; i < n; i++) {
    alpha[i]! -= beta * ones[i]!;
    squares += alpha[i]! * alpha[i]!;
    logDeterminant += 2 * Math.log(a[i * n + i]!);
  }
  // Equal values have no variance, but their logarithm must be a number.
  const variance = Math.max(squares / n, 1e-12);
  solveUpper(a, n, alpha);
  return { beta, variance, alpha, squares, negativeLogLikelihood: (n * Math.log(variance) + logDeterminant) / 2 };
}
