import { split, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Purpose } from '../random/purposes.ts';
import type { RandomSource } from '../random/randomSource.ts';
import type { Pass } from './pass.ts';

/** A network as a function of its weights, which live in one flat vector: an update is a dozen operations, not a dozen per layer. */
export interface Network {
  /** How the flat vector is cut, in order. */
  readonly slices: readonly WeightSlice[];
  /** What it keeps of the batches that pass through in training. */
  readonly statistics: readonly Statistic[];
  /** [batch, features in] → [batch, features out]. */
  apply(weights: Tensor1D, input: Tensor2D, pass: Pass): Tensor2D;
}

/** Where a named weight lies in the flat vector, and what it is at first. */
export interface WeightSlice {
  /** `dense0.kernel`, `dense0.bias`, …: the name in a checkpoint. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Standard deviation of a normal draw around 0, or the same number everywhere. */
  readonly first: { readonly deviation: number } | { readonly value: number };
}

/** One running statistic, [size]. */
export interface Statistic {
  /** `norm0.mean`, …: the name in a checkpoint. */
  readonly name: string;
  readonly size: number;
  /** Before the first update: the same number everywhere, or so many flat. */
  readonly first: number | (() => Float32Array);
  /** It stays as it is at first. */
  readonly fixed?: true;
}

/** Whether it goes by statistics of the batch in training, so that every kind of sample has to be a batch of its own. */
export function goesByBatch({ statistics }: Pick<Network, 'statistics'>): boolean {
  return statistics.some(({ fixed }) => fixed !== true);
}

export function weightCount({ slices }: Pick<Network, 'slices'>): number {
  return slices.reduce((sum, { size }) => sum + size, 0);
}

/** The flat vector in parts of `sizes`, in order. */
export function cutWeights(weights: Tensor1D, sizes: readonly number[]): Tensor1D[] {
  // The gradient of a split into one part throws in tfjs 4.22.
  return sizes.length === 1 ? [weights] : (split(weights, [...sizes]) as Tensor1D[]);
}

/** The flat vector before the first step, a function of (seed, purpose). */
export function initialWeights(
  network: Pick<Network, 'slices'>,
  random: RandomSource,
  seed: number,
  purpose: Purpose,
): Float32Array {
  const weights = new Float32Array(weightCount(network));
  let offset = 0;
  network.slices.forEach(({ shape, size, first }, step) => {
    if ('deviation' in first) {
      const draw = random.normal(shape, { seed, purpose, step });
      draw.dataSync().forEach((value, j) => {
        weights[offset + j] = value * first.deviation;
      });
      draw.dispose();
    } else {
      weights.fill(first.value, offset, offset + size);
    }
    offset += size;
  });
  return weights;
}
