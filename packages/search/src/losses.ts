import type { KnownResult } from '@seesaw/shared/known';
import { type Goal, toLosses } from '@seesaw/shared/objective';

/** A result as methods with feedback see it: less is better. */
export interface Loss extends KnownResult {
  /** Of the first objective. Infinity for a trial without a finite value: it diverged, which is worse than any number. */
  readonly loss: number;
  /** Of every objective: all of them finite, or none where one is missing. */
  readonly losses: readonly number[];
}

/** By trial number, so that no sum depends on the order in which results became known. */
export function lossesOf(results: readonly KnownResult[], goals: readonly Goal[]): Loss[] {
  const objectives = goals.map((goal) => ({ goal }));
  return results
    .map((result) => {
      const values = goals.length === 1 ? [result.objective] : (result.objectives ?? []);
      const losses = toLosses(values, objectives) ?? goals.map(() => Number.POSITIVE_INFINITY);
      return { ...result, loss: losses[0]!, losses };
    })
    .toSorted((a, b) => a.number - b.number);
}

export function hasValue({ loss }: Loss): boolean {
  return loss < Number.POSITIVE_INFINITY;
}
