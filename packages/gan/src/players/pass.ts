import { SeesawError } from '@seesaw/shared/errors';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** How a network is run this time: what goes in beside the samples, and whether it is being trained or used. */
export interface Pass {
  /** [batch, classes], 1 at the label of each sample; where the network is told labels. */
  readonly labels?: Tensor2D;
  /** Running statistics of the network, by name. */
  readonly running: Running;
  /** Absent where the network is used: it goes by its running statistics then, and nothing is left to chance. */
  readonly training?: InTraining;
}

/** Statistics of what passed through in training: not trained themselves, part of the checkpoint. */
export type Running = Readonly<Record<string, Tensor1D>>;

export interface InTraining {
  /** float32 in [0, 1), a function of (seed, purpose, step, part): each layer that draws has a part of its own. */
  uniform(shape: readonly number[], part: number): Tensor;
  /** Takes the statistics of this batch; absent where a pass moves no running ones. */
  readonly note?: (name: string, ofBatch: Tensor1D) => void;
}

/** For a network that cannot do without. */
export function labelsIn({ labels }: Pass): Tensor2D {
  if (labels === undefined) throw new SeesawError('internal', 'A network that is told labels was run without them.');
  return labels;
}

/** A network without running statistics, used. */
export const inUse: Pass = { running: {} };
