import { cast, type Scalar, type Tensor } from '@tensorflow/tfjs-core';

/** 1 for true, 0 for false: what a comparison gives, to reckon with. */
export function asNumber(truth: Tensor): Scalar {
  return cast(truth, 'float32') as Scalar;
}
