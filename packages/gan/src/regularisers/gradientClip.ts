import { div, maximum, mul, type Scalar, sqrt, square, sum, type Tensor1D } from '@tensorflow/tfjs-core';

/** g · min(1, c / ‖g‖): a player's whole gradient is never longer than `bound` (Pascanu et al. 2013, algorithm 1). */
export function gradientClip(gradient: Tensor1D, bound: Scalar): Tensor1D {
  const norm = sqrt(sum(square(gradient)));
  return mul(gradient, div(bound, maximum(norm, bound))) as Tensor1D;
}
