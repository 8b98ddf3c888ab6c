import { reshape, slice, type Tensor2D } from '@tensorflow/tfjs-core';

/** Samples [batch, f] that fill packs of `pack`; what is left over at the end goes. */
export function wholePacks(samples: Tensor2D, pack: number): Tensor2D {
  const rest = samples.shape[0] % pack;
  return rest === 0 ? samples : slice(samples, [0, 0], [samples.shape[0] - rest, -1]);
}

/** [batch, f] → [batch / pack, pack · f]: what one answer of D looks at, in one row. */
export function perAnswer(samples: Tensor2D, pack: number): Tensor2D {
  if (pack === 1) return samples;
  const [batch, features] = samples.shape;
  return reshape(samples, [batch / pack, pack * features]) as Tensor2D;
}
