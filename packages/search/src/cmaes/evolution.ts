import { cholesky, solveLower } from '../numeric/cholesky.ts';

/** The normal distribution N(mean, sigma² C) of a generation, with what it remembers of the generations before. */
export interface Evolution {
  readonly mean: Float64Array;
  readonly sigma: number;
  /** C, rows one after another. */
  readonly covariance: Float64Array;
  /** Lower triangle L with C = L Lᵀ. */
  readonly factor: Float64Array;
  readonly sigmaPath: Float64Array;
  readonly covariancePath: Float64Array;
  readonly generation: number;
}

/** A point of a generation, the best first. */
export interface Ranked {
  readonly x: Float64Array;
}

/** Of [0, 1] on every axis: from the middle, three deviations reach to the bounds. */
const FIRST_SIGMA = 1 / 6;
const LARGEST_SIGMA = 1;

export function firstGeneration(mean: Float64Array): Evolution {
  const n = mean.length;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  return {
    mean,
    sigma: FIRST_SIGMA,
    covariance: identity,
    factor: identity,
    sigmaPath: new Float64Array(n),
    covariancePath: new Float64Array(n),
    generation: 0,
  };
}

/** Deviation around each of the points that a warm start learns from. */
const WARM_DEVIATION = 0.1;

/**
 * The normal distribution that is nearest to a mixture of round ones around points that were good before (Nomura et al. 2021,
 * Warm Starting CMA-ES for Hyperparameter Optimization, section 4.2 with α = 0.1): their mean, and α² I plus their covariance,
 * of which σ is the size and C the shape.
 *
 * @param good at least one point in [0, 1] on every axis
 */
export function warmGeneration(good: readonly Float64Array[]): Evolution {
  const first = firstGeneration(meanOfPoints(good));
  const n = first.mean.length;
  if (n === 0) return first;
  const spread = first.covariance.map((_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    const products = good.reduce((sum, x) => sum + (x[i]! - first.mean[i]!) * (x[j]! - first.mean[j]!), 0);
    return products / good.length + (i === j ? WARM_DEVIATION ** 2 : 0);
  });
  const factor = Float64Array.from(spread);
  if (!cholesky(factor, n)) return first;
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(factor[i * n + i]!);
  const sigma = Math.exp(logDeterminant / (2 * n));
  const scaled = (a: Float64Array, scale: number) => a.map((value) => value / scale);
  return { ...first, sigma, covariance: scaled(spread, sigma ** 2), factor: scaled(factor, sigma) };
}

function meanOfPoints(points: readonly Float64Array[]): Float64Array {
  return points[0]!.map((_, i) => points.reduce((sum, x) => sum + x[i]!, 0) / points.length);
}

/** λ = 4 + ⌊3 ln n⌋ for n axes (Hansen 2016, equation 48), and at least 6. */
export function populationSize(axes: number): number {
  return Math.max(6, 4 + Math.floor(3 * Math.log(Math.max(axes, 1))));
}

/** Σ w = 1 over the better half of `size` ranks (Hansen 2016, equation 49). */
export function rankWeights(size: number): number[] {
  const raw = Array.from({ length: Math.floor(size / 2) }, (_, i) => Math.log((size + 1) / 2) - Math.log(i + 1));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

/**
 * The next generation (Hansen 2016, The CMA Evolution Strategy: A Tutorial, figure 6). Points
 * may come from another distribution than this one: steps that are too long for it are shortened (Hansen 2011, Injecting
 * External Solutions Into CMA-ES).
 *
 * @param ranked at least 4 points
 * @returns undefined when the covariance is no longer positive definite
 */
export function nextGeneration(state: Evolution, ranked: readonly Ranked[]): Evolution | undefined {
  const n = state.mean.length;
  const weights = rankWeights(ranked.length);
  const effective = 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
  const cSigma = (effective + 2) / (n + effective + 5);
  const damping = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cSigma;
  const cPath = (4 + effective / n) / (n + 4 + (2 * effective) / n);
  const cOne = 2 / ((n + 1.3) ** 2 + effective);
  const cMu = Math.min(1 - cOne, (2 * (effective - 2 + 1 / effective)) / ((n + 2) ** 2 + effective));
  const expectedLength = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));

  const steps = weights.map((_, rank) => stepTo(state, ranked[rank]!.x));
  const step = new Float64Array(n).map((_, i) => weights.reduce((sum, w, rank) => sum + w * steps[rank]![i]!, 0));
  const mean = state.mean.map((m, i) => m + state.sigma * step[i]!);
  const sphere = whitened(state, step);
  const push = Math.sqrt(cSigma * (2 - cSigma) * effective);
  const sigmaPath = state.sigmaPath.map((p, i) => (1 - cSigma) * p + push * sphere[i]!);
  const pathLength = lengthOf(sigmaPath);
  const generation = state.generation + 1;
  // A path that is too long for chance means that sigma is too small: C waits until it has grown.
  const unbiased = pathLength / Math.sqrt(1 - (1 - cSigma) ** (2 * generation));
  const isPatient = unbiased >= (1.4 + 2 / (n + 1)) * expectedLength;
  const pull = isPatient ? 0 : Math.sqrt(cPath * (2 - cPath) * effective);
  const covariancePath = state.covariancePath.map((p, i) => (1 - cPath) * p + pull * step[i]!);
  const worse = ranked.slice(weights.length).map(({ x }) => stepTo(state, x));
  const negative = negativeWeights({ size: ranked.length, axes: n, effective, cOne, cMu });
  // As if all had the length that is expected, or one far point would eat up C.
  const scaled = worse.map((y, i) => (negative[i]! * n) / Math.max(lengthOf(whitened(state, y)) ** 2, 1e-12));
  const total = 1 + negative.reduce((sum, w) => sum + w, 0);
  const keep = 1 - cOne - cMu * total + (isPatient ? cOne * cPath * (2 - cPath) : 0);
  const covariance = state.covariance.map((c, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    const good = weights.reduce((sum, w, rank) => sum + w * steps[rank]![i]! * steps[rank]![j]!, 0);
    const bad = scaled.reduce((sum, w, rank) => sum + w * worse[rank]![i]! * worse[rank]![j]!, 0);
    return keep * c + cOne * covariancePath[i]! * covariancePath[j]! + cMu * (good + bad);
  });
  const factor = Float64Array.from(covariance);
  if (!cholesky(factor, n)) return undefined;
  const sigma = Math.min(
    state.sigma * Math.exp(Math.min(1, (cSigma / damping) * (pathLength / expectedLength - 1))),
    LARGEST_SIGMA,
  );
  return { mean, sigma, covariance, factor, sigmaPath, covariancePath, generation };
}

/**
 * Of the worse half: directions in which C should shrink (Jastrebski and Arnold 2006), with a sum at which it stays
 * positive definite (Hansen 2016, equations 49 to 53).
 */
function negativeWeights(input: {
  size: number;
  axes: number;
  effective: number;
  cOne: number;
  cMu: number;
}): number[] {
  const { size, axes, effective, cOne, cMu } = input;
  const raw = Array.from({ length: size }, (_, i) => Math.log((size + 1) / 2) - Math.log(i + 1)).slice(
    Math.floor(size / 2),
  );
  const sum = raw.reduce((total, w) => total + w, 0);
  const own = sum ** 2 / raw.reduce((total, w) => total + w * w, 0);
  const limit = Math.min(1 + cOne / cMu, 1 + (2 * own) / (effective + 2), (1 - cOne - cMu) / (axes * cMu));
  return raw.map((w) => (-limit * w) / sum);
}

/** Deviation of one coordinate. */
export function deviationOf({ sigma, covariance, mean }: Evolution, axis: number): number {
  return sigma * Math.sqrt(covariance[axis * mean.length + axis]!);
}

function stepTo(state: Evolution, x: Float64Array): Float64Array {
  const n = x.length;
  const step = x.map((xi, i) => (xi - state.mean[i]!) / state.sigma);
  const length = lengthOf(whitened(state, step));
  const longest = Math.sqrt(n) + (2 * n) / (n + 2);
  return length > longest ? step.map((s) => (s * longest) / length) : step;
}

/** L⁻¹ y: standard normal where y is of N(0, C). Any root of C serves, the lower triangle is the cheapest (Krause 2016). */
function whitened({ factor }: Evolution, y: Float64Array): Float64Array {
  const z = Float64Array.from(y);
  solveLower(factor, z.length, z);
  return z;
}

function lengthOf(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, xi) => sum + xi * xi, 0));
}
