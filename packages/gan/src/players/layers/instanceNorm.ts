import { moments } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';
import { gainAndShift, normalised } from './normalised.ts';

/** Instance normalisation (Ulyanov et al. 2016, equation 4): each channel of each image by its own mean and variance, [batch, h, w, channels]. */
export function instanceNorm(name: string, channels: number): Layer {
  return {
    slices: gainAndShift(name, channels),
    apply(input, weights) {
      const { mean, variance } = moments(input, [1, 2], true);
      return normalised(input, mean, variance, weights);
    },
  };
}
