import { add, clipByValue, mean, mul, neg, type Scalar, sub } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/**
 * Boundary equilibrium (Berthelot et al. 2017, section 3.4): D is an autoencoder that answers −L(v), L its mean absolute
 * error, and k holds E L(G(z)) near γ E L(x). k follows the samples of D's own update, the paper's follows G's.
 */
export const began: Loss = {
  name: 'began',
  // L_D = L(x) − k L(G(z))
  d: (real, fake, k) => sub(mul(mean(fake), k!), mean(real)) as Scalar,
  // L_G = L(G(z))
  g: (fake) => neg(mean(fake)) as Scalar,
  carried: {
    name: 'began.k',
    first: 0,
    // k ← clip(k + λ_k(γ L(x) − L(G(z))), 0, 1)
    next: (k, onReal, onFake, { beganGamma, beganRate }) =>
      clipByValue(add(k, mul(sub(onFake, mul(onReal, beganGamma)), beganRate)), 0, 1) as Scalar,
  },
};
