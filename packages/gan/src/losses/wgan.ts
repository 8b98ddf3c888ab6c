import { mean, neg, type Scalar, sub } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Arjovsky et al. 2017, equations 2–3. It says nothing unless the slope of D is bounded: weight_clip, a penalty or spectral norm. */
export const wgan: Loss = {
  name: 'wgan',
  // L_D = −D(x) + D(G(z))
  d: (real, fake) => sub(mean(fake), mean(real)) as Scalar,
  // L_G = −D(G(z))
  g: (fake) => neg(mean(fake)) as Scalar,
};
