import type { SweepState } from '@seesaw/shared/sweepState';
import type { Store } from '@seesaw/store/storePort';
import type { SweepRunner } from './sweepRunner.ts';

const activeStates: readonly SweepState[] = ['running', 'pausing', 'paused', 'stopping', 'cancelling'];

/**
 * Every sweep that has not ended has a workflow: one whose start failed when it was created, or whose workflow was
 * terminated, gets a new one. Starting is harmless where one runs. Answers how many were looked at.
 */
export async function reconcileSweeps(store: Store, runner: SweepRunner): Promise<number> {
  let looked = 0;
  for (const state of activeStates) {
    let cursor: string | undefined;
    do {
      const page = await store.sweeps.list({ limit: 100, state, ...(cursor !== undefined && { cursor }) });
      for (const sweep of page.items) {
        await runner.start(sweep.id);
        looked += 1;
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
  return looked;
}
