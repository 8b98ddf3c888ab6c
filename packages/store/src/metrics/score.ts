import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

/** The score of `trials t`: the last value of its sweep's objective; null before the first and when it is not finite. */
export function scoreOf(sql: Sql) {
  return sql`(
    select case when m.last in ('NaN', 'Infinity', '-Infinity') then null else m.last end
    from metric_summaries m join sweeps s on s.objective_key = m.key_id
    where s.id = t.sweep_id and m.trial_id = t.id)`;
}

export async function updateScore(sql: Sql, { id }: Pick<TrialRecord, 'id'>): Promise<void> {
  await sql`update trials t set score = ${scoreOf(sql)} where t.id = ${id}`;
}
