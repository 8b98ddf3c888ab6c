import type { VerdictRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';

/**
 * Every change of verdict of the trials, by trial and step. What an attempt said beyond the step from which a later one began
 * was taken back with its points. Evidence of verdicts from before it was kept apart is in a sentence with the verdict.
 */
export async function readVerdicts({ sql }: Database, trialIds: readonly number[]): Promise<VerdictRow[]> {
  const rows = await sql<VerdictRow[]>`
    select e.trial_id, e.attempt, e.step, e.data ->> 'to' as health, coalesce(e.data ->> 'evidence', e.message) as evidence,
      coalesce(e.data ->> 'advice', '') as advice, e.at
    from events e
    where e.kind = 'trial.health' and e.trial_id = any(${trialIds as number[]}::integer[])
      and not exists (
        select 1 from attempts a where a.trial_id = e.trial_id and a.attempt > e.attempt and a.from_step < e.step)
    order by e.trial_id, e.step, e.id`;
  return rows.map((row) => ({ ...row, at: isoTime(row.at) }));
}
