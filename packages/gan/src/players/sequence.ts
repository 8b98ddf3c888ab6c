import { reshape, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from './layers/layer.ts';
import { cutWeights, type Network } from './network.ts';
import type { Pass } from './pass.ts';

export interface Sequence extends Network {
  /** What every layer gives, in order; the last is what `apply` returns. */
  run(weights: Tensor1D, input: Tensor2D, pass: Pass): readonly Tensor[];
}

/** Layers one after the other; the first takes and the last gives [batch, features]. */
export function sequence(layers: readonly Layer[]): Sequence {
  const slices = layers.flatMap((layer) => layer.slices);
  const statistics = layers.flatMap((layer) => layer.statistics ?? []);
  const sizes = slices.map(({ size }) => size);
  const run: Sequence['run'] = (weights, input, pass) => {
    const parts = cutWeights(weights, sizes);
    const outputs: Tensor[] = [];
    let next = 0;
    let value: Tensor = input;
    for (const layer of layers) {
      // A part is flat already: what has one axis needs no operation.
      const shapedWeights = layer.slices.map(({ shape }) => {
        const part = parts[next++]!;
        return shape.length === 1 ? part : reshape(part, [...shape]);
      });
      value = layer.apply(value, shapedWeights, pass);
      outputs.push(value);
    }
    return outputs;
  };
  return {
    slices,
    statistics,
    run,
    apply: (weights, input, pass) => run(weights, input, pass).at(-1) as Tensor2D,
  };
}
