import { add, moments, mul, rsqrt, sub, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { type Layer, weightSlice } from './layer.ts';

/** Keeps the root away from 0 where a feature does not vary. */
const epsilon = 1e-5;

/**
 * Batch normalisation (Ioffe & Szegedy 2015, algorithm 1) over all but the last axis: γ(x − μ)/√(σ² + ε) + β, with mean and
 * variance of the batch in training and the running ones in use. γ = 1, β = 0 at first.
 */
export function batchNorm(name: string, features: number): Layer {
  const kept = { mean: `${name}.mean`, variance: `${name}.variance` };
  return {
    slices: [
      weightSlice(`${name}.gamma`, [features], { value: 1 }),
      weightSlice(`${name}.beta`, [features], { value: 0 }),
    ],
    statistics: [
      { name: kept.mean, size: features, first: 0 },
      { name: kept.variance, size: features, first: 1 },
    ],
    apply(input, [gamma, beta], { running, training }) {
      if (training === undefined) {
        return normalised(input, running[kept.mean]!, running[kept.variance]!, gamma!, beta!);
      }
      const axes = input.shape.map((_, axis) => axis).slice(0, -1);
      const { mean, variance } = moments(input, axes);
      training.note?.(kept.mean, mean as Tensor1D);
      training.note?.(kept.variance, variance as Tensor1D);
      return normalised(input, mean, variance, gamma!, beta!);
    },
  };
}

function normalised(x: Tensor, mean: Tensor, variance: Tensor, gamma: Tensor, beta: Tensor): Tensor {
  return add(mul(sub(x, mean), mul(gamma, rsqrt(add(variance, epsilon)))), beta);
}
