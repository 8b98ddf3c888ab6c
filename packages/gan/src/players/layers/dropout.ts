import { cast, greaterEqual, mul } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';

/**
 * Dropout (Srivastava et al. 2014): in training each number is 0 with probability `rate`, else × 1/(1 − rate), so that
 * nothing changes in the mean and nothing is left to do in use. The mask is a function of (seed, step, part); each layer of a
 * network has a part of its own. 0 < rate < 1.
 */
export function dropout(rate: number, part: number): Layer {
  return {
    slices: [],
    apply(input, _weights, { training }) {
      if (training === undefined) return input;
      const mask = cast(greaterEqual(training.uniform(input.shape, part), rate), 'float32');
      return mul(input, mul(mask, 1 / (1 - rate)));
    },
  };
}
