import type { Database } from '../connection/database.ts';
import type { DeletedRuns } from '../storePort.ts';

/** Of one deleted sweep at a time, the oldest deletion first. */
export async function runsToRemove({ sql }: Database, limit: number): Promise<DeletedRuns | undefined> {
  const [row] = await sql<DeletedRuns[]>`
    select sweep_id, runs_removed as removed,
      to_json(mlflow_run_ids[runs_removed + 1 : runs_removed + ${limit}::integer]) as run_ids
    from deleted_sweeps where runs_removed < cardinality(mlflow_run_ids) order by at, sweep_id limit 1`;
  return row;
}

/** Said again, or by another orchestrator that was slower, it changes nothing. */
export async function runsRemoved(
  { sql }: Database,
  { sweepId, removed }: { sweepId: string; removed: number },
): Promise<void> {
  await sql`
    update deleted_sweeps set runs_removed = greatest(runs_removed, ${removed}::integer) where sweep_id = ${sweepId}`;
}

/** One that is gone already is made to go again: it may have been restored since. */
export async function runLeftBehind(
  { sql }: Database,
  { sweepId, runId }: { sweepId: string; runId: string },
): Promise<void> {
  await sql`
    update deleted_sweeps set mlflow_run_ids = mlflow_run_ids || ${runId}::text
    where sweep_id = ${sweepId} and ${runId}::text <> all(mlflow_run_ids[runs_removed + 1 :])`;
}
