import { abs, mean, neg, sub, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';

/**
 * D as an autoencoder (Berthelot et al. 2017, equation 1): it answers −‖x − AE(x)‖₁ / features, [batch, 1]. What it can
 * rebuild looks real to it, so high = real here too. `inner` gives back as many features as it takes.
 */
export function autoencoder(inner: Network): Network {
  return {
    slices: inner.slices,
    statistics: inner.statistics,
    apply: (weights, input, pass) => neg(mean(abs(sub(input, inner.apply(weights, input, pass))), 1, true)) as Tensor2D,
  };
}
