import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** The mathematics of one loss; its name, formula and source stand in the catalog. Logits are [batch, 1], high = real. */
export interface Loss {
  readonly name: string;
  /** L_D without penalty, mean over the batch. */
  d(real: Tensor, fake: Tensor): Scalar;
  /** L_G, mean over the batch. */
  g(fake: Tensor): Scalar;
  /** Adds λ·E(‖∇D(x̂)‖ − 1)² with λ = gp_lambda. */
  readonly gradientPenalty?: true;
}
