import { add, mul, type Scalar, type Tensor1D } from '@tensorflow/tfjs-core';

/** G's weights averaged over steps, a ← βa + (1 − β)w, `kept` = β and `taken` = 1 − β (Yazıcı et al. 2019): evaluated and shown instead of the last ones. */
export function movingAverage(
  average: Tensor1D,
  weights: Tensor1D,
  { kept, taken }: { readonly kept: Scalar; readonly taken: Scalar },
): Tensor1D {
  return add(mul(average, kept), mul(weights, taken)) as Tensor1D;
}
