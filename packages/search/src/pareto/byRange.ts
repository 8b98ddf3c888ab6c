import type { Losses } from '@seesaw/shared/front';

/** A tenth of the range beyond the worst (Ishibuchi et al. 2018 discuss the choice): the outermost dominate something too. */
const BEYOND = 1.1;

/**
 * Losses measured by their range, from 0 for the best to 1 for the worst of each objective, so that units make no difference
 * to volumes; and the reference point for these.
 */
export function byRange(all: readonly Losses[]): { scaled: Losses[]; reference: Losses } {
  const objectives = all[0]?.length ?? 0;
  const ranges = Array.from({ length: objectives }, (_, i) => ({
    low: all.reduce((least, losses) => Math.min(least, losses[i]!), Number.POSITIVE_INFINITY),
    high: all.reduce((most, losses) => Math.max(most, losses[i]!), Number.NEGATIVE_INFINITY),
  }));
  return {
    // Halves first: high - low overflows where they are far apart.
    scaled: all.map((losses) =>
      losses.map((loss, i) => {
        const { low, high } = ranges[i]!;
        return high > low ? (loss / 2 - low / 2) / (high / 2 - low / 2) : 0;
      }),
    ),
    reference: ranges.map(() => BEYOND),
  };
}
