import type { Tensor } from '@tensorflow/tfjs-core';
import type { Statistic, WeightSlice } from '../network.ts';
import type { Pass } from '../pass.ts';

/** One layer: what it needs in the flat vector of weights, and what it does with it. */
export interface Layer {
  readonly slices: readonly WeightSlice[];
  readonly statistics?: readonly Statistic[];
  /** `input` [batch, …]; `weights` in the order and shapes of `slices`. */
  apply(input: Tensor, weights: readonly Tensor[], pass: Pass): Tensor;
}

export function weightSlice(name: string, shape: readonly number[], first: WeightSlice['first']): WeightSlice {
  return { name, shape, size: shape.reduce((a, b) => a * b, 1), first };
}
