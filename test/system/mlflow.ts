import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { PARENT_RUN_TAG, type Run } from '@seesaw/mlflow-ts/run';
import { inject } from 'vitest';

/** What the MLflow server shows of a sweep: the parent run and its children. */
export async function mirrorOf(sweepId: string): Promise<{ parent: Run | undefined; children: Run[] }> {
  const client = mlflow();
  const experimentIds = (await client.experiments.findByName('seesaw'))?.id;
  if (experimentIds === undefined) return { parent: undefined, children: [] };
  const runs: Run[] = [];
  for await (const run of client.runs.search({ experimentIds: [experimentIds], tags: { 'seesaw.sweep_id': sweepId } }))
    runs.push(run);
  return {
    parent: runs.find((run) => run.tags[PARENT_RUN_TAG] === undefined),
    children: runs.filter((run) => run.tags[PARENT_RUN_TAG] !== undefined),
  };
}

export function mlflow() {
  return createMlflowClient({ baseUrl: inject('endpoints').mlflowUrl });
}
