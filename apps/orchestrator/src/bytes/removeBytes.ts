import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import { isMissing } from '@seesaw/mlflow-ts/errors';
import type { Logger } from 'pino';

/** After a sweep's rows are gone: removes its spool folder on this host and its MLflow runs with their artifacts. */
export function byteRemover(options: { spoolDir: string | null; mlflow: MlflowClient | null; log: Logger }) {
  const { spoolDir, mlflow, log } = options;
  return async ({ sweepId, mlflowRunIds }: { sweepId: string; mlflowRunIds: readonly string[] }): Promise<void> => {
    if (spoolDir !== null) await rm(path.join(spoolDir, path.basename(sweepId)), { recursive: true, force: true });
    if (mlflow === null) return;
    for (const runId of mlflowRunIds) {
      try {
        const run = await mlflow.runs.get(runId);
        await mlflow.artifacts.deleteAll({ experimentId: run.experimentId, runId });
        await mlflow.runs.delete(runId);
      } catch (error) {
        if (isMissing(error)) continue;
        log.warn(
          { sweepId, runId, err: error },
          'An MLflow run of a deleted sweep could not be removed; it can be deleted in MLflow',
        );
        return;
      }
    }
  };
}
