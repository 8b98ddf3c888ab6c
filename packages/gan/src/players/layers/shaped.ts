import { reshape } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';

/** The same numbers in another shape per sample. */
export function shaped(shape: readonly number[]): Layer {
  return { slices: [], apply: (input) => reshape(input, [input.shape[0]!, ...shape]) };
}
