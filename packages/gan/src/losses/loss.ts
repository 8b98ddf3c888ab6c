import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Carried } from '../game/carried.ts';
import type { SlopePenalty } from '../regularisers/slopePenalty.ts';

/** The mathematics of one loss; its name, formula and source stand in the catalog. D's outputs are [n, 1], high = real. */
export interface Loss {
  readonly name: string;
  /** L_D without its penalty, mean over the batch. `carried` holds this update's value of what the loss carries. */
  d(real: Tensor, fake: Tensor, carried?: Scalar): Scalar;
  /** L_G, mean over the batch. `real` is given where `seesReal`. */
  g(fake: Tensor, real?: Tensor): Scalar;
  /** L_G depends on D's answers on real samples too. */
  readonly seesReal?: true;
  /** D's output is [n, this]; `logit` makes one number per sample of it. */
  readonly outputs?: number;
  logit?(output: Tensor): Tensor;
  /** L_D has λ times this, λ = gp_lambda. */
  readonly penalty?: SlopePenalty;
  /** How the label of a real sample enters, where there is one to smooth. */
  readonly label?: 'logistic' | 'squares';
  /** A number that goes from one update of D to the next. */
  readonly carried?: Carried;
}
