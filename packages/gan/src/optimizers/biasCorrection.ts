import { add, div, expm1, mul, neg, type Scalar } from '@tensorflow/tfjs-core';
import type { Slots } from './optimizer.ts';
import type { UpdateMoment, UpdateNumbers } from './updateNumbers.ts';

/**
 * `by` / (1 − βᵗ) for the update that comes next. From the host's count in double precision; where a controller may have
 * skipped updates their count is on the device, and there it is −expm1(t ln β): 1 − βᵗ would lose digits where βᵗ is near 1.
 */
export function biasCorrection(
  numbers: UpdateNumbers,
  by: (moment: UpdateMoment) => number,
  beta: number,
  { made }: Slots,
): Scalar {
  if (made === undefined) return numbers((moment) => by(moment) / (1 - beta ** (moment.updates + 1)));
  return div(numbers(by), neg(expm1(mul(add(made, 1), Math.log(beta))))) as Scalar;
}
