import type { TrialRow } from '@seesaw/shared/records';
import type { Store } from '@seesaw/store/storePort';

/** What must be equal whatever was killed. */
export interface Footprint {
  readonly stateSha: string | null;
  /** Every point of every metric but rates, as `metric@step=value`. */
  readonly points: readonly string[];
}

/** State hash, and each metric point exactly once. */
export async function footprintOf(store: Store, { id, sweepId, stateSha }: TrialRow): Promise<Footprint> {
  const points: string[] = [];
  for (const metric of (await store.metrics.names(sweepId)).filter((name) => !name.startsWith('system/')).sort()) {
    for (const point of await store.metrics.all({ trialId: id, metric }))
      points.push(`${metric}@${point.step}=${point.value}`);
  }
  return { stateSha, points };
}
