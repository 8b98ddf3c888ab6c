import { moments } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';
import { gainAndShift, normalised } from './normalised.ts';

/**
 * Layer normalisation (Ba et al. 2016, equation 3) over everything in a sample; gain and shift per feature (last axis). A
 * sample is told nothing by its company, so slopes per sample keep their meaning.
 */
export function layerNorm(name: string, features: number): Layer {
  return {
    slices: gainAndShift(name, features),
    apply(input, weights) {
      const axes = input.shape.map((_, axis) => axis).slice(1);
      const { mean, variance } = moments(input, axes, true);
      return normalised(input, mean, variance, weights);
    },
  };
}
