import type { Scalar, Tensor1D, Variable } from '@tensorflow/tfjs-core';
import type { UpdateNumbers } from './updateNumbers.ts';

/** What an optimizer keeps of one player. */
export interface Slots {
  /** Flat like its weights. */
  readonly vectors: Readonly<Record<string, Tensor1D>>;
  /** How many updates there were, skipped ones included. */
  readonly updates: number;
  /** How many of them were made, where a controller may skip some. */
  readonly made?: Scalar;
}

/** A rule that moves weights along a gradient, as a pure function. */
export interface Optimizer {
  /** Part of the names in a checkpoint: `d.<name>.<vector>.<weight>`. */
  readonly name: string;
  /** Names of its vectors, all 0 at first. */
  readonly vectors: readonly string[];
  update(
    numbers: UpdateNumbers,
    weights: Tensor1D,
    gradient: Tensor1D,
    slots: Slots,
  ): { readonly weights: Tensor1D; readonly slots: Slots };
  /** Never assigned by an update; variables, so that several trainings in one program can each have their own. */
  readonly constants: readonly Variable[];
  /** The same rule with constants of its own. */
  again(): Optimizer;
  dispose(): void;
}
