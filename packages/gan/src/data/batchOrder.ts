import { CounterStream } from '../random/counterStream.ts';
import type { Purpose } from '../random/purposes.ts';

/**
 * Indices of batch `update` (0, 1, …) into a data set of `size` items: the concatenation of one permutation per epoch, cut
 * into batches, so every epoch visits every item exactly once even where a batch spans two epochs. A function of
 * (seed, update); the last permutation is remembered only to save time.
 */
export function batchOrder(
  size: number,
  batchSize: number,
  seed: number,
  purpose: Purpose = 'batch-order',
): (update: number) => Uint32Array {
  const remembered = new Map<number, Uint32Array>();
  const permutationOf = (epoch: number) => {
    const known = remembered.get(epoch);
    if (known !== undefined) return known;
    const made = permutation(size, seed, epoch, purpose);
    if (remembered.size > 1) remembered.clear();
    remembered.set(epoch, made);
    return made;
  };
  return (update) => {
    const batch = new Uint32Array(batchSize);
    for (let i = 0; i < batchSize; i++) {
      const position = update * batchSize + i;
      batch[i] = permutationOf(Math.floor(position / size))[position % size]!;
    }
    return batch;
  };
}

/** Fisher–Yates with the counter-based stream of (seed, purpose, epoch). */
function permutation(size: number, seed: number, epoch: number, purpose: Purpose): Uint32Array {
  const stream = new CounterStream({ seed, purpose, step: epoch });
  const order = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
