import { concat, reshape, slice, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';

const name = 'reference';

/** A batch that never changes, [rows, features]; `first` gives it flat, once, before the first step. */
export interface Reference {
  readonly rows: number;
  readonly features: number;
  first(): Float32Array;
}

/**
 * A network with virtual batch normalisation: the same reference goes in before every batch, and what comes of it is left out
 * again. It stands among the running statistics, so a checkpoint holds it; it never moves.
 */
export function withReference(inner: Network, { rows, features, first }: Reference): Network {
  return {
    slices: inner.slices,
    statistics: [...inner.statistics, { name, size: rows * features, first, fixed: true }],
    apply(weights, input, pass) {
      const reference = reshape(pass.running[name]!, [rows, features]) as Tensor2D;
      return slice(inner.apply(weights, concat([reference, input]) as Tensor2D, pass), [rows, 0], [-1, -1]);
    },
  };
}
