import { reshape, split, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from './layers/layer.ts';
import type { Network } from './network.ts';

export interface Sequence extends Network {
  /** What every layer gives, in order; the last is what `apply` returns. */
  run(weights: Tensor1D, input: Tensor2D): readonly Tensor[];
}

/** Layers one after the other; the first takes and the last gives [batch, features]. */
export function sequence(layers: readonly Layer[]): Sequence {
  const slices = layers.flatMap((layer) => layer.slices);
  const sizes = slices.map(({ size }) => size);
  const run = (weights: Tensor1D, input: Tensor2D) => {
    const parts = split(weights, sizes);
    const outputs: Tensor[] = [];
    let next = 0;
    let value: Tensor = input;
    for (const layer of layers) {
      // A part is flat already: what has one axis needs no operation.
      const shapedWeights = layer.slices.map(({ shape }) => {
        const part = parts[next++]!;
        return shape.length === 1 ? part : reshape(part, [...shape]);
      });
      value = layer.apply(value, shapedWeights);
      outputs.push(value);
    }
    return outputs;
  };
  return { slices, run, apply: (weights, input) => run(weights, input).at(-1) as Tensor2D };
}
