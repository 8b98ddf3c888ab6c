import { add, mul, type Tensor1D } from '@tensorflow/tfjs-core';

/** G's weights averaged over steps, a ← βa + (1 − β)w (Yazıcı et al. 2019): evaluated and shown instead of the last ones. */
export function movingAverage(average: Tensor1D, weights: Tensor1D, decay: number): Tensor1D {
  return add(mul(average, decay), mul(weights, 1 - decay)) as Tensor1D;
}
