import { moments, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';
import { gainAndShift, normalised } from './normalised.ts';

/**
 * Batch normalisation (Ioffe & Szegedy 2015, algorithm 1) over all but the last axis, with mean and variance of the batch in
 * training and the running ones in use.
 */
export function batchNorm(name: string, features: number): Layer {
  const kept = { mean: `${name}.mean`, variance: `${name}.variance` };
  return {
    slices: gainAndShift(name, features),
    statistics: [
      { name: kept.mean, size: features, first: 0 },
      { name: kept.variance, size: features, first: 1 },
    ],
    apply(input, weights, { running, training }) {
      if (training === undefined) return normalised(input, running[kept.mean]!, running[kept.variance]!, weights);
      const axes = input.shape.map((_, axis) => axis).slice(0, -1);
      const { mean, variance } = moments(input, axes);
      training.note?.(kept.mean, mean as Tensor1D);
      training.note?.(kept.variance, variance as Tensor1D);
      return normalised(input, mean, variance, weights);
    },
  };
}
