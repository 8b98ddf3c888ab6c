import { mean, mul, neg, type Scalar, sub } from '@tensorflow/tfjs-core';
import { beganK } from '../controllers/beganK.ts';
import type { Loss } from './loss.ts';

/**
 * Boundary equilibrium (Berthelot et al. 2017, section 3.4): D is an autoencoder that answers −L(v), L its mean absolute
 * error, and k holds E L(G(z)) near γ E L(x).
 */
export const began: Loss = {
  name: 'began',
  // L_D = L(x) − k L(G(z))
  d: (real, fake, k) => sub(mul(mean(fake), k!), mean(real)) as Scalar,
  // L_G = L(G(z))
  g: (fake) => neg(mean(fake)) as Scalar,
  carried: beganK,
};
