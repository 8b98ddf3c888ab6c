import type { CheckpointRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import type { CheckpointRecord } from '../tables/artifactTables.ts';
import { toCheckpointRow } from './readCheckpoints.ts';

/** Good ones beyond the `keep` newest, and corrupt ones older than the newest good one; never the one a running attempt came from. */
export async function pruneCheckpoints(
  { sql }: Database,
  { trialId, keep }: { trialId: number; keep: number },
): Promise<CheckpointRow[]> {
  const rows = await sql<CheckpointRecord[]>`
    with good as (
      select id, step, row_number() over (order by step desc) as place
      from checkpoints where trial_id = ${trialId} and not corrupt
    )
    delete from checkpoints c
    where c.trial_id = ${trialId}
      and (c.id in (select id from good where place > ${Math.max(keep, 1)})
        or (c.corrupt and c.step < (select max(step) from good)))
      and not exists (
        select 1 from trials t join attempts a on a.trial_id = t.id and a.attempt = t.attempt
        where t.id = c.trial_id and t.state = 'running' and a.from_step = c.step)
    returning c.*`;
  return rows.map(toCheckpointRow).sort((a, b) => a.step - b.step);
}
