import { add, mean, neg, type Scalar, slice, softplus, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/**
 * Two-class softmax cross-entropy (Salimans et al. 2016, section 5, with K = 1): D gives y₀ for real and y₁ for generated.
 * CE(y, 0) = log(e^y₀ + e^y₁) − y₀ = sp(−(y₀ − y₁)), so everything is a function of the logit y₀ − y₁.
 */
export const softmax2: Loss = {
  name: 'softmax2',
  outputs: 2,
  logit,
  label: 'logistic',
  // L_D = CE(D(x), 0) + CE(D(G(z)), 1)
  d: (real, fake) => add(mean(softplus(neg(logit(real)))), mean(softplus(logit(fake)))) as Scalar,
  // L_G = CE(D(G(z)), 0)
  g: (fake) => mean(softplus(neg(logit(fake)))) as Scalar,
};

function logit(output: Tensor): Tensor {
  const count = output.shape[0]!;
  return sub(slice(output, [0, 0], [count, 1]), slice(output, [0, 1], [count, 1]));
}
