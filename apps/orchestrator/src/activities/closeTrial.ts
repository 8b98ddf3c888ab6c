import type { OrchestratorActivities } from '@seesaw/shared/activities';
import type { TrialState } from '@seesaw/shared/trialState';
import type { Store } from '@seesaw/store/storePort';

/**
 * `paused` and `cancelled` were asked for by a signal that may be old by now: the rows know what the person wants.
 * A trial that shall run after all is pending afterwards, unless its sweep no longer hands out lanes.
 */
export async function closeTrial(
  store: Store,
  input: Parameters<OrchestratorActivities['closeTrial']>[0],
): Promise<{ state: TrialState }> {
  if (input.state !== 'paused' && input.state !== 'cancelled') return store.trials.close(input);
  const wanted = await store.segments.intent(input.trialId);
  if (wanted === 'pause' || wanted === 'cancel') {
    return store.trials.close({ ...input, state: wanted === 'pause' ? 'paused' : 'cancelled' });
  }
  const row = await store.trials.get(input.trialId);
  if (wanted === 'stop') {
    return store.trials.close({ ...input, state: row.state === 'pending' ? 'cancelled' : 'stopped-early' });
  }
  if (row.state !== 'pending' && row.state !== 'running') return { state: row.state };
  const sweep = await store.sweeps.load(row.sweepId);
  if (sweep.state !== 'running') return store.trials.close({ ...input, state: 'cancelled' });
  if (row.state === 'pending') return { state: 'pending' };
  return store.trials.release({
    trialId: input.trialId,
    code: 'trainer-lost',
    message: 'It was interrupted and shall run again: it continues from its newest checkpoint.',
  });
}
