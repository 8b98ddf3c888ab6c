import { mean, type Scalar, softplus, sub } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Relativistic pairing (Jolicoeur-Martineau 2018, RSGAN; Huang et al. 2024, equation 2): is this real sample more real than that fake? */
export const rpgan: Loss = {
  name: 'rpgan',
  seesReal: true,
  // L_D = sp(−(D(x) − D(G(z))))
  d: (real, fake) => mean(softplus(sub(fake, real))) as Scalar,
  // L_G = sp(−(D(G(z)) − D(x)))
  g: (fake, real) => mean(softplus(sub(real!, fake))) as Scalar,
};
