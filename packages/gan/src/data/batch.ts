import { concat, oneHot, slice, type Tensor1D, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';

/** Samples with what the players are told about them. */
export interface Batch {
  /** [batch, features]. */
  readonly samples: Tensor2D;
  /** [batch, classes], 1 at the label of each; where the game is played with labels. */
  readonly labels?: Tensor2D;
}

/** `labels` (0, 1, …) as rows with one 1, [labels.length, classes]. */
export function labelRows(labels: ArrayLike<number>, classes: number): Tensor2D {
  return tidy(() => oneHotRows(tensor1d(Int32Array.from(labels), 'int32'), classes));
}

/** Likewise of int32 [labels]. */
export function oneHotRows(labels: Tensor1D, classes: number): Tensor2D {
  return oneHot(labels, classes, 1, 0, 'float32') as Tensor2D;
}

/** One batch of all, in order. */
export function together(batches: readonly [Batch, ...Batch[]]): Batch {
  const samples = concat(batches.map((batch) => batch.samples)) as Tensor2D;
  const labels = batches.flatMap((batch) => batch.labels ?? []);
  return labels.length === 0 ? { samples } : { samples, labels: concat(labels) as Tensor2D };
}

/** The first `count` of its samples; all where there are not as many. */
export function firstOf({ samples, labels }: Batch, count: number): Batch {
  const size = Math.min(count, samples.shape[0]);
  const first = (rows: Tensor2D) => slice(rows, 0, size) as Tensor2D;
  return { samples: first(samples), ...(labels !== undefined && { labels: first(labels) }) };
}
