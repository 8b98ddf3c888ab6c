import type { Network } from './network.ts';
import { perAnswer, wholePacks } from './packs.ts';

/**
 * D that judges `pack` samples at once (PacGAN, Lin et al. 2018): [batch, f] → [batch / pack, 1]; `inner` takes pack · f
 * features. A G without variety shows in one pack. Samples that fill no pack are left out.
 */
export function packed(inner: Network, pack: number): Network {
  return {
    slices: inner.slices,
    statistics: inner.statistics,
    apply: (weights, input, pass) => inner.apply(weights, perAnswer(wholePacks(input, pack), pack), pass),
  };
}
