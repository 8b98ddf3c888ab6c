import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

/** The trial's score is the last value of its sweep's objective; null before the first and when it is not finite. */
export async function updateScore(sql: Sql, trial: Pick<TrialRecord, 'id' | 'sweepId'>): Promise<void> {
  await sql`
    update trials set score = (
      select case when m.last in ('NaN', 'Infinity', '-Infinity') then null else m.last end
      from metric_summaries m
      where m.trial_id = ${trial.id} and m.key_id = (select objective_key from sweeps where id = ${trial.sweepId}))
    where id = ${trial.id}`;
}
