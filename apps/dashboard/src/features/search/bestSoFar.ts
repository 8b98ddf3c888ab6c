import type { Objective } from '@seesaw/shared/objective';

export interface Reached {
  readonly trialId: number;
  readonly x: number;
  readonly value: number;
}

/** Results that were better than all before them, in the order of x: the steps of the best value so far. */
export function bestSoFar(results: readonly Reached[], goal: Objective['goal']): Reached[] {
  const sign = goal === 'minimize' ? 1 : -1;
  let best = Number.POSITIVE_INFINITY;
  return results
    .filter(({ value }) => Number.isFinite(value))
    .toSorted((a, b) => a.x - b.x)
    .filter(({ value }) => {
      if (sign * value >= best) return false;
      best = sign * value;
      return true;
    });
}
