import { randomUUID } from 'node:crypto';
import type { Store } from '@seesaw/store/storePort';
import type { SweepRunner } from './sweepRunner.ts';

/**
 * Rules are judged whenever a sweep asks for trials. This finds the sweeps that do not ask: all their trials train or wait
 * for a lane. The command judges again, so it does nothing to a sweep that was paused or reopened meanwhile.
 */
export async function stopByRules(store: Store, runner: SweepRunner): Promise<void> {
  for (const sweepId of await store.sweeps.toStopByRule()) {
    await runner.command(sweepId, { kind: 'stop', byRule: true }, randomUUID());
  }
}
