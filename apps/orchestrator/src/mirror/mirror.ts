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
/** So many are mirrored at once where nobody else wants the processor: while MLflow writes one, the next one is read. */
const atOnce = 4;
/** Of a trial that was deleted while it trained nothing else says that it is over. */
const forgottenAfterMs = 10 * 60_000;

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
  const curvesSentAt: MirrorContext['curvesSentAt'] = new Map();

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
    const context = { store, mlflow, experimentId: await experimentId(), curvesSentAt, parents };
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
      for (const [trialId, at] of curvesSentAt) if (Date.now() - at > forgottenAfterMs) curvesSentAt.delete(trialId);
      const pending = await store.mlflow.pending(itemsPerRound);
      const parents: MirrorContext['parents'] = new Map();
      let failed = false;
      const work = async (lane: number): Promise<void> => {
        // While trials run the share of the time is that of one lane.
        while (pending.length > 0 && !stopping?.aborted && !failed && (lane === 0 || !pace.holdsBack())) {
          const next = pending.shift()!;
          try {
            await pace.keep(() => mirrorOne(next, parents), stopping);
          } catch (error) {
            failed = true;
            throw error;
          }
        }
      };
      // All of them have ended before the round has: the next one may meet the same trials.
      const lanes = await Promise.allSettled(Array.from({ length: atOnce }, (_, lane) => work(lane)));
      for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
    },
  };
}
