import { reshape, slice, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';

/**
 * D that judges `count` samples at once (PacGAN, Lin et al. 2018): [batch, f] → [batch / count, 1]; `inner`
 * takes count · f features. A G without variety shows in one pack. Samples that fill no pack are left out.
 */
export function packed(inner: Network, count: number): Network {
  return {
    slices: inner.slices,
    apply: (weights, input) => {
      const [batch, features] = input.shape;
      const packs = Math.floor(batch / count);
      const whole = packs * count === batch ? input : slice(input, [0, 0], [packs * count, features]);
      return inner.apply(weights, reshape(whole, [packs, count * features]) as Tensor2D);
    },
  };
}
