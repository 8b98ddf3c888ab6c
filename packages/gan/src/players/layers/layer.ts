import type { Tensor } from '@tensorflow/tfjs-core';
import type { WeightSlice } from '../network.ts';

/** One layer: what it needs in the flat vector of weights, and what it does with it. */
export interface Layer {
  readonly slices: readonly WeightSlice[];
  /** `input` [batch, …]; `weights` in the order and shapes of `slices`. */
  apply(input: Tensor, weights: readonly Tensor[]): Tensor;
}

export function weightSlice(name: string, shape: readonly number[], first: WeightSlice['first']): WeightSlice {
  return { name, shape, size: shape.reduce((a, b) => a * b, 1), first };
}
