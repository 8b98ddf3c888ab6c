import { assertNever } from '@seesaw/shared/assertNever';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Dimension } from '@seesaw/shared/searchSpace';
import { type Bounds, clamp, quantize } from './quantize.ts';
import type { Uniform } from './stream.ts';

const UNBOUNDED: Bounds = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

/** One value of a dimension. Bounds are inclusive; `uniform` is asked once or, for a normal one, twice. */
export function draw(dimension: Dimension, uniform: Uniform): Scalar {
  switch (dimension.kind) {
    case 'constant':
      return dimension.value;
    case 'choice':
      return drawChoice(dimension, uniform());
    case 'float': {
      const value = drawFloat(dimension, uniform());
      return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, dimension);
    }
    case 'int': {
      const value = drawInt(dimension, uniform());
      return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, dimension);
    }
    case 'normal': {
      const normal = dimension.mu + dimension.sigma * standardNormal(uniform);
      const value = dimension.scale === 'log' ? Math.exp(normal) : normal;
      return dimension.quantum === undefined ? value : quantize(value, dimension.quantum, UNBOUNDED);
    }
    default:
      return assertNever(dimension, 'kind of dimension');
  }
}

/** @param u in [0, 1) */
function drawChoice({ values, probabilities }: Extract<Dimension, { kind: 'choice' }>, u: number): Scalar {
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

/** @param u in [0, 1) */
function drawFloat(dimension: Extract<Dimension, { kind: 'float' }>, u: number): number {
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
 *
 * @param u in [0, 1)
 */
function drawInt(dimension: Extract<Dimension, { kind: 'int' }>, u: number): number {
  const { min, max, scale } = dimension;
  if (scale === 'linear') return clamp(min + Math.floor(u * (max - min + 1)), dimension);
  const [low, high] = [Math.log(min - 0.5), Math.log(max + 0.5)];
  return clamp(Math.round(Math.exp(low + u * (high - low))), dimension);
}

/** Box and Muller 1958: sqrt(-2 ln u1) cos(2 pi u2), with u1 in (0, 1]. */
function standardNormal(uniform: Uniform): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}
