import type { KnownResult } from './propose.ts';

/** A result as methods with feedback see it: less is better. */
export interface Loss extends KnownResult {
  /** Infinity for a trial without a finite objective: it diverged, which is worse than any number. */
  readonly loss: number;
}

/** By trial number, so that no sum depends on the order in which results became known. */
export function lossesOf(results: readonly KnownResult[], goal: 'minimize' | 'maximize'): Loss[] {
  return results
    .map((result) => {
      const { objective } = result;
      const finite = objective !== null && Number.isFinite(objective);
      return { ...result, loss: finite ? (goal === 'minimize' ? objective : -objective) : Number.POSITIVE_INFINITY };
    })
    .toSorted((a, b) => a.number - b.number);
}
