import type { CheckpointRow } from '@seesaw/shared/records';
import { desc, eq } from 'drizzle-orm';
import type { Database, Sql } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { type CheckpointRecord, checkpoints } from '../tables/artifactTables.ts';

/** Newest step first, corrupt ones too. */
export async function listCheckpoints({ typed }: Database, trialId: number): Promise<CheckpointRow[]> {
  const records = await typed
    .select()
    .from(checkpoints)
    .where(eq(checkpoints.trialId, trialId))
    .orderBy(desc(checkpoints.step));
  return records.map(toCheckpointRow);
}

/**
 * What an attempt may resume from, newest first. A trial that went on from another one's checkpoint has that one behind its
 * own newer ones; what it wrote before belongs to other hyperparameters.
 */
export async function resumableCheckpoints(
  sql: Sql,
  trialId: number,
): Promise<(CheckpointRow & { ofNumber?: number })[]> {
  const records = await sql<(CheckpointRecord & { ofNumber: number | null })[]>`
    with turn as (
      select step, source_trial_id from lineage where trial_id = ${trialId} order by step desc limit 1
    )
    select c.*, null::integer as of_number from checkpoints c
    where c.trial_id = ${trialId} and not c.corrupt and c.step > coalesce((select step from turn), -1)
    union all
    select c.*, t.number from turn join checkpoints c on c.trial_id = turn.source_trial_id and c.step = turn.step
      join trials t on t.id = c.trial_id
    where not c.corrupt
    order by step desc`;
  return records.map(({ ofNumber, ...record }) => ({
    ...toCheckpointRow(record),
    ...(ofNumber !== null && { ofNumber }),
  }));
}

export function toCheckpointRow(record: CheckpointRecord): CheckpointRow {
  const { id, trialId, attempt, step, stateSha, bytes, location, corrupt, createdAt } = record;
  return { id, trialId, attempt, step, stateSha, bytes, location, corrupt, createdAt: isoTime(createdAt) };
}
