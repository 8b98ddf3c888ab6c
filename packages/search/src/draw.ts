import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Dimension } from '@seesaw/shared/searchSpace';
import { normalValue, valueAt } from './encode/valueAt.ts';
import type { Uniform } from './stream.ts';

/** One value of a dimension. Bounds are inclusive; `uniform` is asked once or, for a normal one, twice. */
export function draw(dimension: Dimension, uniform: Uniform): Scalar {
  if (dimension.kind === 'constant') return dimension.value;
  // Not by its quantile: the points of random searches stay what they were in the first version.
  if (dimension.kind === 'normal') return normalValue(dimension, standardNormal(uniform));
  return valueAt(dimension, uniform());
}

/** Box and Muller 1958: sqrt(-2 ln u1) cos(2 pi u2), with u1 in (0, 1]. */
function standardNormal(uniform: Uniform): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}
