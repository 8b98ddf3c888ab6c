import type { OrchestratorActivities } from '@seesaw/shared/activities';
import { largerPool } from '@seesaw/shared/queues';
import type { Store } from '@seesaw/store/storePort';

/** A pool without a live trainer is no place to send a trial: it would wait there for ever. */
export async function releaseTrial(
  store: Store,
  { largerThan, ...input }: Parameters<OrchestratorActivities['releaseTrial']>[0],
): ReturnType<OrchestratorActivities['releaseTrial']> {
  const larger = largerThan === undefined ? undefined : largerPool(largerThan);
  const served =
    larger !== undefined &&
    (await store.workers.list()).some(({ pool, state }) => pool === larger && state === 'alive');
  const { state } = await store.trials.release({ ...input, afterFailure: true, ...(served && { pool: larger }) });
  const { checkpointStep, pool } = await store.trials.get(input.trialId);
  return { state, checkpointStep, ...(larger !== undefined && pool !== null && { pool }) };
}
