import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import { isMissing, MlflowError } from '@seesaw/mlflow-ts/errors';
import type { Store } from '@seesaw/store/storePort';
import type { Logger } from 'pino';

/** Runs between two notes of how far it came. */
const atOnce = 20;

/**
 * Removes from MLflow what deleted sweeps have left there, runs with their artifacts; answers whether there may be more. What an
 * outage or a restart interrupts goes on in a later round; what MLflow refuses for good is told and passed over.
 *
 * @throws MlflowError while MLflow is away
 */
export async function removeRuns(
  {
    store,
    mlflow,
    log,
  }: { store: { mlflow: Pick<Store['mlflow'], 'runsToRemove' | 'runsRemoved'> }; mlflow: MlflowClient; log: Logger },
  stopping: AbortSignal,
): Promise<boolean> {
  const deleted = await store.mlflow.runsToRemove(atOnce);
  if (deleted === undefined) return false;
  const { sweepId, runIds } = deleted;
  let { removed } = deleted;
  try {
    for (const runId of runIds) {
      if (stopping.aborted) break;
      await removeRun(runId);
      removed += 1;
    }
  } finally {
    if (removed > deleted.removed) await store.mlflow.runsRemoved({ sweepId, removed });
  }
  return true;

  async function removeRun(runId: string): Promise<void> {
    try {
      const run = await mlflow.runs.get(runId);
      await mlflow.artifacts.deleteAll({ experimentId: run.experimentId, runId });
      await mlflow.runs.delete(runId);
    } catch (error) {
      if (isMissing(error)) return;
      if (!(error instanceof MlflowError) || error.retryable) throw error;
      log.warn({ sweepId, runId, err: error }, 'MLflow refuses to delete a run of a deleted sweep; delete it there');
    }
  }
}
