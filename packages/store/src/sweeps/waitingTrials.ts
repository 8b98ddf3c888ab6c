import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

/** It waits at a decision step, and nobody has let it pass yet. */
export function isUndecided({ state, passedStep, step }: TrialRecord): boolean {
  return state === 'waiting' && passedStep < step;
}

/** Locked trials may be launched again: they train on from the step at which they wait. */
export async function letPass(sql: Sql, trials: readonly TrialRecord[]): Promise<void> {
  if (trials.length === 0) return;
  await sql`update trials set passed_step = step where id = any(${trials.map(({ id }) => id)}::integer[])`;
}
