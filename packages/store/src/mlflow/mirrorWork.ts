import type { Database } from '../connection/database.ts';
import type { MirrorWork } from '../storePort.ts';

/** Oldest change first; a row that changes all the time keeps its place in the queue until it is mirrored. */
export async function pendingMirrorWork({ sql }: Database, limit: number): Promise<MirrorWork[]> {
  return sql<MirrorWork[]>`
    select sweep_id, trial_id, version, remarked, first, run_id, metrics_to_step from (
      (select id as sweep_id, null::integer as trial_id, version, remarked, mirrored_version = 0 or mlflow_run_id is null as first,
         mlflow_run_id as run_id, 0 as metrics_to_step, mirror_due_at, 0 as number
       from sweeps where mirror_due_at is not null order by mirror_due_at limit ${limit})
      union all
      (select sweep_id, id, version, remarked, mirrored_version = 0 or mlflow_run_id is null, mlflow_run_id, mirrored_step, mirror_due_at, number
       from trials where mirror_due_at is not null order by mirror_due_at, id limit ${limit})
    ) work
    order by mirror_due_at, trial_id nulls first limit ${limit}`;
}

export async function mirrored(
  { sql }: Database,
  input: { sweepId: string; trialId: number | null; version: number; metricsToStep: number },
): Promise<void> {
  const { sweepId, trialId, version, metricsToStep } = input;
  if (trialId === null) {
    await sql`
      update sweeps set mirrored_version = greatest(mirrored_version, ${version}),
        mirror_due_at = case when version > ${version} then now() end
      where id = ${sweepId}`;
    return;
  }
  // A trial that was truncated meanwhile has a higher version and mirrors again; its own lower step then holds.
  await sql`
    update trials set mirrored_version = greatest(mirrored_version, ${version}),
      mirrored_step = case when step >= ${metricsToStep} then ${metricsToStep} else mirrored_step end,
      mirror_due_at = case when version > ${version} then now() end
    where id = ${trialId}`;
}
