import type { Database } from '../connection/database.ts';
import { sweepNotFound } from '../sweeps/lockSweep.ts';
import { trialNotFound } from '../trials/lockTrial.ts';

interface Run {
  readonly runId: string;
  readonly experimentId: string;
}

/** The first claim holds; everybody gets its run. */
export async function linkRun(
  { sql }: Database,
  { sweepId, trialId, runId, experimentId }: { sweepId: string; trialId: number | null } & Run,
): Promise<Run> {
  const table = trialId === null ? sql`sweeps` : sql`trials`;
  const [run] = await sql<Run[]>`
    update ${table} set mlflow_run_id = coalesce(mlflow_run_id, ${runId}),
      mlflow_experiment_id = case when mlflow_run_id is null then ${experimentId} else mlflow_experiment_id end
    where id = ${trialId ?? sweepId}
    returning mlflow_run_id as run_id, mlflow_experiment_id as experiment_id`;
  if (run === undefined) throw trialId === null ? sweepNotFound(sweepId) : trialNotFound(trialId);
  return run;
}
