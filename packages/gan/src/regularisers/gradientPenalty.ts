import {
  add,
  grad,
  mean,
  mul,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';

/** Keeps the square root differentiable where the gradient is 0. */
const epsilon = 1e-12;

/**
 * E(‖∇ₓD(x̂)‖₂ − 1)², x̂ = x + α(G(z) − x) with α ~ U(0,1) per sample (Gulrajani et al. 2017, equation 3, without λ).
 * The norm is per sample over all other axes. `real`, `fake` [batch, features] are constants; `alpha` [batch, 1].
 */
export function gradientPenalty(d: (x: Tensor) => Tensor, real: Tensor2D, fake: Tensor2D, alpha: Tensor): Scalar {
  const between = add(real, mul(alpha, sub(fake, real)));
  const slope = grad((x) => sum(d(x)))(between);
  const norm = sqrt(add(sum(square(slope), 1), epsilon));
  return mean(square(sub(norm, 1))) as Scalar;
}
