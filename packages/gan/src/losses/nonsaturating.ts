import { add, mean, neg, type Scalar, softplus } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Goodfellow et al. 2014, section 3: G keeps its gradient while D wins. */
export const nonsaturating: Loss = {
  name: 'nonsaturating',
  label: 'logistic',
  // L_D = sp(−D(x)) + sp(D(G(z)))
  d: (real, fake) => add(mean(softplus(neg(real))), mean(softplus(fake))) as Scalar,
  // L_G = sp(−D(G(z)))
  g: (fake) => mean(softplus(neg(fake))) as Scalar,
};
