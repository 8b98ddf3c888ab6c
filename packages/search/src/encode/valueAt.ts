import { assertNever } from '@seesaw/shared/assertNever';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Dimension } from '@seesaw/shared/searchSpace';
import { betaQuantile } from '../numeric/beta.ts';
import { normalQuantile } from '../numeric/normal.ts';
import { type Bounds, clamp, quantize } from '../quantize.ts';

const UNIT: Bounds = { min: 0, max: 1 };
const UNBOUNDED: Bounds = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

/** So far out that nobody draws it, and finite: the quantile of a normal one is infinite at 0 and 1. */
const OUTERMOST = 1e-15;

/**
 * The quantile function of a dimension: where u is uniform, the value has the distribution that was asked for. Every
 * method but grid sees the axes through it, as [0, 1].
 *
 * @param u in [0, 1]
 * @throws RangeError for a choice of nothing
 */
export function valueAt(dimension: Dimension, u: number): Scalar {
  switch (dimension.kind) {
    case 'constant':
      return dimension.value;
    case 'choice':
      return choiceAt(dimension, u);
    case 'float': {
      const value = floatAt(dimension, u);
      return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, dimension);
    }
    case 'int': {
      const value = intAt(dimension, u);
      return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, dimension);
    }
    case 'normal': {
      const inside = clamp(u, { min: OUTERMOST, max: 1 - OUTERMOST });
      return normalValue(dimension, normalQuantile(inside));
    }
    case 'beta': {
      const value = betaQuantile(u, dimension.a, dimension.b);
      return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, UNIT);
    }
    default:
      return assertNever(dimension, 'kind of dimension');
  }
}

/** @param z of a standard normal distribution */
export function normalValue(dimension: Extract<Dimension, { kind: 'normal' }>, z: number): number {
  const normal = dimension.mu + dimension.sigma * z;
  const value = dimension.scale === 'log' ? Math.exp(normal) : normal;
  return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, UNBOUNDED);
}

function choiceAt({ values, probabilities }: Extract<Dimension, { kind: 'choice' }>, u: number): Scalar {
  const weights = probabilities ?? values.map(() => 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = u * total;
  let chosen: Scalar | undefined;
  for (const [index, value] of values.entries()) {
    const weight = weights[index] ?? 0;
    if (weight <= 0) continue;
    // Kept as the answer also if rounding leaves a remainder behind the last weight.
    chosen = value;
    if (left < weight) break;
    left -= weight;
  }
  if (chosen === undefined) throw new RangeError('a choice needs at least one value with a probability above 0');
  return chosen;
}

function floatAt(dimension: Extract<Dimension, { kind: 'float' }>, u: number): number {
  const { min, max, scale } = dimension;
  // Halves first: max - min overflows where the bounds are far apart.
  if (scale === 'linear') return clamp(min * (1 - u) + max * u, dimension);
  const [low, high] = [Math.log(min), Math.log(max)];
  // log(1/x) uniform in [log(1/max), log(1/min)] is log(x) uniform seen from the other end.
  const at = scale === 'inverse-log' ? high - u * (high - low) : low + u * (high - low);
  return clamp(Math.exp(at), dimension);
}

/**
 * On a logarithmic scale each whole number n has the share of [n - 1/2, n + 1/2] in the logarithm, as in Optuna's
 * IntDistribution(log=True).
 */
function intAt(dimension: Extract<Dimension, { kind: 'int' }>, u: number): number {
  const { min, max, scale } = dimension;
  if (scale === 'linear') return clamp(min + Math.floor(u * (max - min + 1)), dimension);
  const [low, high] = [Math.log(min - 0.5), Math.log(max + 0.5)];
  return clamp(Math.round(Math.exp(low + u * (high - low))), dimension);
}
