import type { Tensor1D } from '@tensorflow/tfjs-core';

/** What an optimizer keeps of one player, flat like its weights, and how many updates were made. */
export interface Slots {
  readonly vectors: Readonly<Record<string, Tensor1D>>;
  readonly updates: number;
}

/** A rule that moves weights along a gradient, as a pure function. */
export interface Optimizer {
  /** Part of the names in a checkpoint: `d.<name>.<vector>.<weight>`. */
  readonly name: string;
  /** Names of its vectors, all 0 at first. */
  readonly vectors: readonly string[];
  update(
    rate: number,
    weights: Tensor1D,
    gradient: Tensor1D,
    slots: Slots,
  ): { readonly weights: Tensor1D; readonly slots: Slots };
  dispose(): void;
}
