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

/** What an attempt may resume from, newest first. */
export async function resumableCheckpoints(sql: Sql, trialId: number): Promise<CheckpointRow[]> {
  const records = await sql<CheckpointRecord[]>`
    select * from checkpoints where trial_id = ${trialId} and not corrupt order by step desc`;
  return records.map(toCheckpointRow);
}

export function toCheckpointRow(record: CheckpointRecord): CheckpointRow {
  const { id, trialId, attempt, step, stateSha, bytes, location, corrupt, createdAt } = record;
  return { id, trialId, attempt, step, stateSha, bytes, location, corrupt, createdAt: isoTime(createdAt) };
}
