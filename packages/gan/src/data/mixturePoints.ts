import { add, cast, gather, mul, type Tensor1D, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { DrawKey, RandomSource } from '../random/randomSource.ts';
import type { PointData } from './trainingData.ts';

/** Which draw: of points to train on, or of those that training never sees. */
export interface PointDraw extends Omit<DrawKey, 'purpose'> {
  readonly split?: 'train' | 'held-out';
}

/**
 * [count, 2] points, a function of (data, draw) alone: each mode equally likely, N(0, σ²) around it. Operations on tensors
 * throughout, so that a compiled step draws its points itself.
 */
export function mixturePoints(
  random: RandomSource,
  { centres, sigma }: Pick<PointData, 'centres' | 'sigma'>,
  count: number,
  { split = 'train', ...key }: PointDraw,
): Tensor2D {
  const held = split === 'held-out';
  return tidy(() => {
    const place = random.uniform([count], { ...key, purpose: held ? 'held-out-mode' : 'ring-mode' });
    const noise = random.normal([count, 2], { ...key, purpose: held ? 'held-out-noise' : 'ring-noise' });
    // The largest float32 below 1 that is drawn, times any number of modes, is rounded to less than that number.
    const modes = cast(mul(place, centres.length), 'int32');
    return add(gather(tensor2d(centres as [number, number][]), modes as Tensor1D), mul(noise, sigma)) as Tensor2D;
  });
}
