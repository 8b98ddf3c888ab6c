import { add, div, expm1, mul, neg, type Scalar, scalar } from '@tensorflow/tfjs-core';
import type { Slots } from './optimizer.ts';

/**
 * `by` / (1 − βᵗ) for the update that comes next. From the host's count in double precision; where a controller may have
 * skipped updates their count is on the device, and there it is −expm1(t ln β): 1 − βᵗ would lose digits where βᵗ is near 1.
 */
export function biasCorrection(by: number, beta: number, { updates, made }: Slots): Scalar {
  if (made === undefined) return scalar(by / (1 - beta ** (updates + 1)));
  return div(by, neg(expm1(mul(add(made, 1), Math.log(beta))))) as Scalar;
}
