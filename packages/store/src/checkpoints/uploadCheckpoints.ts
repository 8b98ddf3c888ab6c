import type { CheckpointRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import type { CheckpointRecord } from '../tables/artifactTables.ts';
import { toCheckpointRow } from './readCheckpoints.ts';

interface Destination {
  readonly runId: string;
  readonly experimentId: string;
  readonly sweepId: string;
  readonly number: number;
}

export async function checkpointsToUpload(
  { sql }: Database,
  { host, limit }: { host: string; limit: number },
): Promise<(CheckpointRow & Destination)[]> {
  const rows = await sql<(CheckpointRecord & Destination)[]>`
    select c.*, t.mlflow_run_id as run_id, t.mlflow_experiment_id as experiment_id, t.sweep_id, t.number
    from checkpoints c join trials t on t.id = c.trial_id
    where spool_host(c.location) = ${host} and not c.corrupt and t.mlflow_run_id is not null
    order by c.id limit ${limit}`;
  return rows.map((row) => {
    const { runId, experimentId, sweepId, number } = row;
    return { ...toCheckpointRow(row), runId, experimentId, sweepId, number };
  });
}

/** A row that is gone meanwhile (pruned, truncated) is no error: nobody needs its bytes. */
export async function checkpointUploaded(
  { sql }: Database,
  { checkpointId, location }: { checkpointId: number; location: string },
): Promise<void> {
  await sql`update checkpoints set location = ${location} where id = ${checkpointId}`;
}
