import { type Batch, together } from '../data/batch.ts';
import { wholePacks } from '../players/packs.ts';

/** Batches as one, for a pass of D over all of them: of each as many samples as fill whole packs. */
export function inWholePacks(batches: readonly [Batch, ...Batch[]], pack: number): Batch {
  const parts = batches.map((batch) => ({ ...batch, samples: wholePacks(batch.samples, pack) }));
  return together(parts as [Batch, ...Batch[]]);
}
