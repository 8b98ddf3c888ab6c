import { add, mul, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { DrawKey, RandomSource } from '../random/randomSource.ts';

/** x + σ·N(0, 1), for everything that D looks at while training (Sønderby et al. 2017; Arjovsky & Bottou 2017). */
export function instanceNoise(x: Tensor2D, deviation: number | Scalar, random: RandomSource, key: DrawKey): Tensor2D {
  return add(x, mul(random.normal(x.shape, key), deviation)) as Tensor2D;
}

/** σ at a step (1, 2, …): from `first` in a straight line to 0 after `steps` steps; with `steps` 0 it stays. */
export function noiseAt(first: number, steps: number): (step: number) => number {
  return (step) => (steps === 0 ? first : first * Math.max(0, 1 - (step - 1) / steps));
}
