import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import { PARENT_RUN_TAG, type Run } from '@seesaw/mlflow-ts/run';

/** What an MLflow server shows of a sweep: the parent run and its children. */
export interface SweepMirror {
  readonly parents: readonly Run[];
  readonly children: readonly Run[];
}

export async function mirrorIn(client: MlflowClient, sweepId: string): Promise<SweepMirror> {
  const experimentIds = (await client.experiments.findByName('seesaw'))?.id;
  if (experimentIds === undefined) return { parents: [], children: [] };
  const runs: Run[] = [];
  for await (const run of client.runs.search({ experimentIds: [experimentIds], tags: { 'seesaw.sweep_id': sweepId } }))
    runs.push(run);
  return {
    parents: runs.filter((run) => run.tags[PARENT_RUN_TAG] === undefined),
    children: runs.filter((run) => run.tags[PARENT_RUN_TAG] !== undefined),
  };
}
