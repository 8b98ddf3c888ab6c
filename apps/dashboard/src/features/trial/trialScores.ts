import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { fromWire } from '../../format/numbers.ts';

/** What the trial reached in each objective of its sweep; of the only one, its score. */
export function scoresOf(
  trial: Pick<TrialRow, 'score' | 'metrics'>,
  sweep: Pick<SweepRow, 'definition'> | undefined,
): { name: string; value: number | null }[] {
  const objectives = sweep === undefined ? [] : objectivesOf(sweep.definition);
  if (objectives.length < 2) return [{ name: objectives[0]?.name ?? 'score', value: trial.score }];
  return objectives.map(({ name }) => ({ name, value: lastOf(trial, name) }));
}

/** Null where the metric was never reported. */
export function lastOf(trial: Pick<TrialRow, 'metrics'>, metric: string): number | null {
  const last = trial.metrics[metric]?.last;
  return last === undefined ? null : fromWire(last);
}
