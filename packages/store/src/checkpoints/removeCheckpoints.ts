import type { CheckpointRow } from '@seesaw/shared/records';
import type { Sql } from '../connection/database.ts';
import type { CheckpointRecord } from '../tables/artifactTables.ts';
import { toCheckpointRow } from './readCheckpoints.ts';

/**
 * Deletes the rows, but for one that is leased, the one that a running attempt came from, and one that another trial goes on
 * from and has no newer one of its own yet. Answers those that went.
 */
export async function removeCheckpoints(
  sql: Sql,
  unwanted: readonly { readonly trialId: number; readonly step: number }[],
): Promise<CheckpointRow[]> {
  if (unwanted.length === 0) return [];
  const rows = await sql<CheckpointRecord[]>`
    delete from checkpoints c
    using unnest(${unwanted.map(({ trialId }) => trialId)}::integer[], ${unwanted.map(({ step }) => step)}::integer[])
      as u(trial_id, step)
    where c.trial_id = u.trial_id and c.step = u.step and (c.leased_until is null or c.leased_until < now())
      and not exists (
        select 1 from trials t join attempts a on a.trial_id = t.id and a.attempt = t.attempt
        where t.id = c.trial_id and t.state = 'running' and a.from_step = c.step)
      and not exists (
        select 1 from lineage l join trials e on e.id = l.trial_id
        where l.source_trial_id = c.trial_id and l.step = c.step and e.ended_at is null
          and not exists (select 1 from checkpoints o where o.trial_id = e.id and o.step > l.step and not o.corrupt))
    returning c.*`;
  return rows.map(toCheckpointRow).sort((a, b) => a.trialId - b.trialId || a.step - b.step);
}
