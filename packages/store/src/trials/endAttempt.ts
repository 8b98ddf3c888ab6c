import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

/** Writes how the trial's current attempt ended, unless that is known already. */
export async function endAttempt(
  sql: Sql,
  trial: Pick<TrialRecord, 'id' | 'attempt'>,
  { outcome, error }: { outcome: string; error: string | null },
): Promise<void> {
  await sql`
    update attempts set ended_at = now(), outcome = ${outcome}, error = ${error}
    where trial_id = ${trial.id} and attempt = ${trial.attempt} and ended_at is null`;
}
