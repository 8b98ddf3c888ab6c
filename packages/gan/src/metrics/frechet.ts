import { symmetricEigen } from './symmetricEigen.ts';

/** Mean and covariance of a set of feature vectors. */
export interface Gaussian {
  readonly mean: Float64Array;
  /** Flat [n, n], unbiased. */
  readonly covariance: Float64Array;
  /** The symmetric root of `covariance`, found when it is first asked for: real data are compared with again and again. */
  readonly root: Float64Array;
}

/** `features` is a flat [samples, n]; at least two samples. */
export function gaussianOf(features: Float32Array, n: number): Gaussian {
  const samples = features.length / n;
  const mean = new Float64Array(n);
  for (let i = 0; i < features.length; i++) mean[i % n] = mean[i % n]! + features[i]! / samples;
  // Feature by feature, so that a sum of products stays in a register.
  const centred = new Float64Array(features.length);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < samples; s++) centred[i * samples + s] = features[s * n + i]! - mean[i]!;
  }
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) covariance[i * n + j] = dot(centred, i * samples, j * samples, samples);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      covariance[i * n + j] = covariance[i * n + j]! / (samples - 1);
      covariance[j * n + i] = covariance[i * n + j]!;
    }
  }
  return gaussianWith(mean, covariance);
}

function dot(values: Float64Array, a: number, b: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[a + i]! * values[b + i]!;
  return sum;
}

/** `covariance` is flat [n, n]. */
export function gaussianWith(mean: Float64Array, covariance: Float64Array): Gaussian {
  let root: Float64Array | undefined;
  return {
    mean,
    covariance,
    get root() {
      root ??= squareRoot(covariance, mean.length);
      return root;
    },
  };
}

/**
 * ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½) (Dowson & Landau 1982; Heusel et al. 2017, equation 6). The last trace is that of
 * (Σ₁^½ Σ₂ Σ₁^½)^½, which is symmetric, so eigenvalues give it without the instability of a general matrix root.
 * NaN when a feature is not finite.
 */
export function frechetDistance(a: Gaussian, b: Gaussian): number {
  const n = a.mean.length;
  if (![a.mean, a.covariance, b.mean, b.covariance].every((values) => values.every(Number.isFinite))) return Number.NaN;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    distance += (a.mean[i]! - b.mean[i]!) ** 2 + a.covariance[i * n + i]! + b.covariance[i * n + i]!;
  }
  const product = multiply(multiply(a.root, b.covariance, n), a.root, n);
  const { values } = symmetricEigen(symmetrised(product, n), n);
  const trace = values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return Math.max(0, distance - 2 * trace);
}

/** The symmetric root of a positive semi-definite matrix; eigenvalues below 0 are rounding and count as 0. */
function squareRoot(matrix: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, n);
  const root = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const weight = Math.sqrt(Math.max(0, values[k]!));
    for (let i = 0; i < n; i++) {
      const scaled = weight * vectors[i * n + k]!;
      for (let j = 0; j < n; j++) root[i * n + j] = root[i * n + j]! + scaled * vectors[j * n + k]!;
    }
  }
  return root;
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!;
      for (let j = 0; j < n; j++) product[i * n + j] = product[i * n + j]! + factor * b[k * n + j]!;
    }
  }
  return product;
}

function symmetrised(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((value, index) => {
    const i = Math.floor(index / n);
    const j = index % n;
    return (value + matrix[j * n + i]!) / 2;
  });
}
