import type { Tensor } from '@tensorflow/tfjs-core';
import { philox2x32 } from './philox.ts';
import { type Purpose, purposes } from './purposes.ts';

/** Which draw: equal keys give equal numbers, on every call and after every resume. */
export interface DrawKey {
  /** Unsigned 32 bit. */
  readonly seed: number;
  readonly purpose: Purpose;
  /** Step, epoch or layer, below 2²⁷. */
  readonly step: number;
  /** Which of up to 16 draws for this purpose within the step; 0 when absent. */
  readonly draw?: number;
  /** Which of the independent sources of one purpose, such as a layer; 0 when absent. */
  readonly part?: number;
}

/** Counter-based randomness: no state, so nothing of it belongs to a checkpoint. */
export interface RandomSource {
  /** float32, N(0, 1). */
  normal(shape: readonly number[], key: DrawKey): Tensor;
  /** float32 in [0, 1). */
  uniform(shape: readonly number[], key: DrawKey): Tensor;
}

/** The key as the two 32-bit words that generators take: the first mixes seed and purpose, the second counts exactly. */
export function keyWords(key: DrawKey): readonly [number, number] {
  const draw = key.draw ?? 0;
  if (draw > 15 || key.step >= 2 ** 27) throw new RangeError(`draw ${draw} of step ${key.step} does not fit the key`);
  const [mixed] = philox2x32(purposes[key.purpose], 0x5ee5a11 + (key.part ?? 0), key.seed);
  return [mixed | 0, (key.step * 16 + draw) | 0];
}
