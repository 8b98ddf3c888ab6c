import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import { MlflowRefused } from '@seesaw/mlflow-ts/errors';
import { SeesawError } from '@seesaw/shared/errors';
import type { MirrorWork, Store } from '@seesaw/store/storePort';
import type { Logger } from 'pino';
import type { MirrorContext } from './mirrorContext.ts';
import { mirrorSweep } from './mirrorSweep.ts';
import { mirrorTrial } from './mirrorTrial.ts';
import { createPace } from './pace.ts';

export interface MirrorParts {
  readonly store: Store;
  readonly mlflow: MlflowClient;
  readonly log: Logger;
  /** Part of the time that the mirror may take while trials run, up to 1 = no pauses. */
  readonly share?: number;
  /** Where all runs go. */
  readonly experimentName?: string;
}

const itemsPerRound = 200;

/**
 * Keeps MLflow runs equal to the rows of Postgres: parent run = sweep, child run = trial. Every step can be repeated
 * after a crash or an outage; what changed meanwhile is still listed as pending.
 */
export function createMirror({ store, mlflow, log, share = 1, experimentName = 'seesaw' }: MirrorParts): {
  /**
   * Throws MlflowUnavailable or MlflowTimeout while MLflow is away. Paced, it can take minutes: once `stopping` is aborted it ends
   * with the run under way.
   */
  round: (stopping?: AbortSignal) => Promise<void>;
} {
  const pace = createPace({
    share,
    isBusy: async () => (await store.sweeps.list({ limit: 1, state: 'running' })).items.length > 0,
  });
  let experiment: Promise<string> | undefined;
  /** When a trial that still trains was mirrored last: its curve may wait, its state may not. */
  const fresh = new Map<number, { state: string; at: number }>();

  async function experimentId(): Promise<string> {
    experiment ??= mlflow.experiments.getOrCreate(experimentName).then(({ id }) => id);
    try {
      return await experiment;
    } catch (error) {
      experiment = undefined;
      throw error;
    }
  }

  async function mirrorOne(work: MirrorWork, parents: MirrorContext['parents']): Promise<void> {
    const context = { store, mlflow, experimentId: await experimentId(), fresh, parents };
    try {
      if (work.trialId === null) await mirrorSweep(context, work);
      else await mirrorTrial(context, { ...work, trialId: work.trialId });
    } catch (error) {
      // Deleted since it was listed: nobody wants it mirrored any more.
      if (error instanceof SeesawError && error.code === 'not-found') return;
      if (!(error instanceof MlflowRefused)) throw error;
      // For good: repeating would only repeat the refusal. The next change of the row tries again.
      const { sweepId, trialId } = work;
      log.warn(
        { sweepId, trialId, err: error },
        'MLflow refused what should be mirrored; the trial itself is not affected',
      );
      experiment = undefined;
      await store.mlflow.mirrored({ sweepId, trialId, version: work.version, metricsToStep: work.metricsToStep });
    }
  }

  return {
    async round(stopping) {
      const pending = await store.mlflow.pending(itemsPerRound);
      const parents: MirrorContext['parents'] = new Map();
      for (const work of pending) {
        if (stopping?.aborted) break;
        await pace.keep(() => mirrorOne(work, parents), stopping);
      }
    },
  };
}
