import type { SampleRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import type { SampleRecord } from '../tables/artifactTables.ts';
import { toSampleRow } from './readSamples.ts';

interface Destination {
  readonly runId: string;
  readonly experimentId: string;
}

/** Waiting on this host for upload, whose trial has an MLflow run. Oldest first. */
export async function samplesToUpload(
  { sql }: Database,
  { host, limit }: { host: string; limit: number },
): Promise<(SampleRow & Destination)[]> {
  const rows = await sql<(SampleRecord & Destination & { trialNumber: number })[]>`
    select s.*, t.number as trial_number, t.mlflow_run_id as run_id, t.mlflow_experiment_id as experiment_id
    from samples s join trials t on t.id = s.trial_id
    where spool_host(s.png_location) = ${host} and t.mlflow_run_id is not null
    order by s.id limit ${limit}`;
  return rows.map((row) => ({ ...toSampleRow(row), runId: row.runId, experimentId: row.experimentId }));
}

/** A row that is gone meanwhile (truncated) is no error: nobody needs its bytes. */
export async function sampleUploaded(
  { sql }: Database,
  { sampleId, pngLocation, tensorsLocation }: { sampleId: number; pngLocation: string; tensorsLocation: string },
): Promise<void> {
  await sql`
    update samples set png_location = ${pngLocation}, tensors_location = ${tensorsLocation} where id = ${sampleId}`;
}
