import { add, grad, mul, type Scalar, square, sum, type Tensor1D } from '@tensorflow/tfjs-core';

/**
 * ½‖v‖², v = (∇_θG L_G, ∇_θD L_D): how far both players are from wanting nothing (Mescheder et al. 2017, consensus optimisation; added to
 * both losses with weight γ). A gradient of a gradient with respect to weights, which exists for dense layers only.
 */
export function consensus(
  lossD: (weightsD: Tensor1D) => Scalar,
  lossG: (weightsG: Tensor1D) => Scalar,
  weightsD: Tensor1D,
  weightsG: Tensor1D,
): Scalar {
  const forD = grad((w) => lossD(w as Tensor1D))(weightsD);
  const forG = grad((w) => lossG(w as Tensor1D))(weightsG);
  return mul(add(sum(square(forD)), sum(square(forG))), 0.5) as Scalar;
}
