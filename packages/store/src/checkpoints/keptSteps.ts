import type { Keep } from '@seesaw/shared/keep';

/** What decides about the checkpoints of one trial. */
export interface Retention {
  readonly keep: Keep;
  /** Steps of its good checkpoints, in any order. */
  readonly steps: readonly number[];
  /** Step of the trial's best objective; null before the first. */
  readonly bestStep: number | null;
  /**
   * The trial may go on by itself or by a retry, or another one may start from it: it has not ended as a result, or its
   * sweep has not ended.
   */
  readonly mayGoOn: boolean;
  /** Place among the sweep's results, 1 = best; null without a score. */
  readonly place: number | null;
}

/** Of a trial that may go on: the newest, and the one before it in case the newest is torn. */
const toGoOnFrom = 2;

/** Steps of the checkpoints that stay. */
export function keptSteps({ keep, steps, bestStep, mayGoOn, place }: Retention): Set<number> {
  const newestFirst = [...steps].sort((a, b) => b - a);
  if (typeof keep === 'number') return new Set(newestFirst.slice(0, keep));
  const beaten = keep.topK !== null && (place === null || place > keep.topK);
  if (beaten && !mayGoOn) return new Set();
  const least = mayGoOn ? toGoOnFrom : keep.latest || keep.topK !== null ? 1 : 0;
  const kept = new Set(newestFirst.slice(0, least));
  const best = keep.best ? stepThatHolds(bestStep, newestFirst) : undefined;
  if (best !== undefined) kept.add(best);
  for (const step of steps) if (keep.every !== null && step % keep.every === 0) kept.add(step);
  return kept;
}

/**
 * The first checkpoint at or after the best step: the state that scored best lies there exactly when checkpoints are written
 * where the objective is measured, and a little later otherwise. Without one, the last before it.
 */
function stepThatHolds(bestStep: number | null, newestFirst: readonly number[]): number | undefined {
  if (bestStep === null) return undefined;
  return newestFirst.filter((step) => step >= bestStep).at(-1) ?? newestFirst[0];
}
