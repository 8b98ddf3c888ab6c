import { createStore } from '@seesaw/store/store';
import { expect, inject } from 'vitest';
import { api, sweepIs } from './api.ts';
import { ringSweep } from './ringSweep.ts';

/** The training that every fault test disturbs, and what it looks like when nobody does. */
export const disturbed = { steps: 1000, everySteps: 100 } as const;

export interface Footprint {
  readonly stateSha: string | null;
  /** Every point of every metric but rates, as `metric@step=value`. */
  readonly points: readonly string[];
}

let reference: Promise<Footprint> | undefined;

/** Runs the training once without faults; later calls in the same file reuse it. */
export function undisturbed(): Promise<Footprint> {
  reference ??= (async () => {
    const { id } = await api.createSweep(ringSweep({ name: 'undisturbed', ...disturbed }));
    await sweepIs(id, ['completed']);
    return footprint(id);
  })();
  return reference;
}

/** What must be equal whatever was killed: state hash, and each metric point exactly once. */
export async function footprint(sweepId: string, number = 1): Promise<Footprint> {
  const trial = await api.trial(sweepId, number);
  expect(trial.state).toBe('completed');
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    const points: string[] = [];
    for (const metric of (await store.metrics.names(sweepId)).filter((name) => !name.startsWith('system/')).sort()) {
      for (const point of await store.metrics.all({ trialId: trial.id, metric }))
        points.push(`${metric}@${point.step}=${point.value}`);
    }
    return { stateSha: trial.stateSha, points };
  } finally {
    await store.close();
  }
}
