import { reshape, type Tensor2D } from '@tensorflow/tfjs-core';

/** [batch, f] → [batch / pack, pack · f]: what one answer of D looks at, in one row. */
export function perAnswer(samples: Tensor2D, pack: number): Tensor2D {
  if (pack === 1) return samples;
  const [batch, features] = samples.shape;
  return reshape(samples, [batch / pack, pack * features]) as Tensor2D;
}
