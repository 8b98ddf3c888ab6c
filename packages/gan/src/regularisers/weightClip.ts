import { clipByValue, type Tensor1D } from '@tensorflow/tfjs-core';

/** w ← clip(w, ±c) after an update of D (Arjovsky et al. 2017, algorithm 1); every weight, biases too. */
export function weightClip(weights: Tensor1D, bound: number): Tensor1D {
  return clipByValue(weights, -bound, bound);
}
