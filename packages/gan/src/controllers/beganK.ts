import { add, clipByValue, mul, type Scalar, sub } from '@tensorflow/tfjs-core';
import type { Carried } from '../game/carried.ts';

/**
 * k ← clip(k + λ_k(γ L(x) − L(G(z))), 0, 1) (Berthelot et al. 2017, section 3.4): how much of D's loss the generated samples
 * are. A factor inside L_D that every update of D moves on, so it is carried by the loss `began` and never chosen.
 * `onReal`, `onFake` are −L. k follows the samples of D's own update, the paper's follows G's.
 */
export const beganK: Carried = {
  name: 'began.k',
  first: 0,
  next: (k, onReal, onFake, { beganGamma, beganRate }) =>
    clipByValue(add(k, mul(sub(onFake, mul(onReal, beganGamma)), beganRate)), 0, 1) as Scalar,
};
