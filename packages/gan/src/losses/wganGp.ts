import { mean, neg, type Scalar, sub } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Gulrajani et al. 2017, equation 3; the penalty is `regularisers/gradientPenalty.ts`. */
export const wganGp: Loss = {
  name: 'wgan-gp',
  // L_D = −D(x) + D(G(z)) (+ penalty)
  d: (real, fake) => sub(mean(fake), mean(real)) as Scalar,
  // L_G = −D(G(z))
  g: (fake) => neg(mean(fake)) as Scalar,
  gradientPenalty: true,
};
