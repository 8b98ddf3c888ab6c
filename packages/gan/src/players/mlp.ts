import { add, matMul, reshape, split, type Tensor, type Tensor1D, type Tensor2D, tanh } from '@tensorflow/tfjs-core';
import type { Purpose } from '../random/purposes.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { leakyRelu } from './leakyRelu.ts';

/** A fully connected network; its weights live in one flat vector so that an update is a dozen operations, not a dozen per layer. */
export interface Mlp {
  /** Units per layer, input first: [z, width, width, out]. */
  readonly units: readonly number[];
  /** Slope of the leaky ReLU between layers; 0 is ReLU. */
  readonly slope: number;
  readonly output: 'linear' | 'tanh';
}

/** Where a named weight lies in the flat vector. */
export interface WeightSlice {
  /** `dense0.kernel`, `dense0.bias`, … in order. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
}

export function weightSlices(mlp: Mlp): readonly WeightSlice[] {
  return layers(mlp).flatMap(({ from, to }, i) => [
    { name: `dense${i}.kernel`, shape: [from, to], size: from * to },
    { name: `dense${i}.bias`, shape: [to], size: to },
  ]);
}

/** [batch, units[0]] → [batch, units.at(-1)]; `weights` is the flat vector of {@link weightSlices}. */
export function applyMlp(mlp: Mlp, weights: Tensor1D, input: Tensor2D): Tensor2D {
  return runMlp(mlp, weights, input).output;
}

/** Also returns what the last layer sees, [batch, units.at(-2)]. */
export function runMlp(mlp: Mlp, weights: Tensor1D, input: Tensor2D): { features: Tensor2D; output: Tensor2D } {
  const slices = weightSlices(mlp);
  const parts = split(
    weights,
    slices.map((slice) => slice.size),
  );
  const last = slices.length / 2 - 1;
  const dense = (i: number, x: Tensor2D) => {
    const kernel = reshape(parts[2 * i]!, slices[2 * i]!.shape as [number, number]) as Tensor2D;
    return add(matMul(x, kernel), parts[2 * i + 1]!) as Tensor2D;
  };
  let features = input;
  for (let i = 0; i < last; i++) features = leakyRelu(dense(i, features), mlp.slope);
  const linear = dense(last, features);
  return { features, output: mlp.output === 'tanh' ? tanh(linear) : linear };
}

/** Kernels N(0, 2/fan-in) before a (leaky) ReLU (He et al. 2015), N(0, 1/fan-in) in the last layer; biases 0. */
export function initialWeights(mlp: Mlp, random: RandomSource, seed: number, purpose: Purpose): Float32Array {
  const slices = weightSlices(mlp);
  const weights = new Float32Array(slices.reduce((sum, slice) => sum + slice.size, 0));
  let offset = 0;
  slices.forEach((slice, i) => {
    if (slice.shape.length === 2) {
      const gain = i === slices.length - 2 ? 1 : 2;
      const scale = Math.sqrt(gain / slice.shape[0]!);
      const draw: Tensor = random.normal(slice.shape, { seed, purpose, step: i });
      draw.dataSync().forEach((value, j) => {
        weights[offset + j] = value * scale;
      });
      draw.dispose();
    }
    offset += slice.size;
  });
  return weights;
}

function layers(mlp: Mlp): { from: number; to: number }[] {
  return mlp.units.slice(1).map((to, i) => ({ from: mlp.units[i]!, to }));
}
