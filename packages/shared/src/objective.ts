import type { ResolvedSweep } from './resolvedSweep.ts';

export type Goal = 'minimize' | 'maximize';

/** A metric whose last value says how good a trial is. */
export interface Objective {
  readonly name: string;
  readonly goal: Goal;
}

export const mostObjectives = 4;

/** What of a sweep names its objectives. In SQL `metrics` is null where there is one. */
export interface WithObjectives extends Pick<ResolvedSweep, 'metric'> {
  readonly metrics?: ResolvedSweep['metrics'] | null;
}

/** In the order of the sweep file; the first one is `metric`. */
export function objectivesOf({ metric, metrics }: WithObjectives): readonly Objective[] {
  return metrics ?? [metric];
}

/** Small is good; null as soon as one value is missing or not finite: such a trial is no result, or the worst one. */
export function toLosses(
  values: readonly (number | null | undefined)[],
  objectives: readonly Pick<Objective, 'goal'>[],
): number[] | null {
  const losses: number[] = [];
  for (const [index, { goal }] of objectives.entries()) {
    const value = values[index];
    if (value === null || value === undefined || !Number.isFinite(value)) return null;
    losses.push(goal === 'minimize' ? value : -value);
  }
  return losses;
}
