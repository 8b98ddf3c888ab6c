import { mean, neg, type Scalar, softplus } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';
import { nonsaturating } from './nonsaturating.ts';

/** Goodfellow et al. 2014, equation 1: one value function, D raises it, G lowers it. */
export const minimax: Loss = {
  name: 'minimax',
  label: 'logistic',
  d: nonsaturating.d,
  // L_G = −sp(D(G(z))) = log(1 − σ(D(G(z))))
  g: (fake) => neg(mean(softplus(fake))) as Scalar,
};
