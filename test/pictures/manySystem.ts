import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import { packOf } from '@seesaw/gan/catalog/packOf';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import type { Store } from '@seesaw/store/storePort';
import { pino } from 'pino';
import { suggest } from '../../apps/orchestrator/src/sweeps/suggest.ts';
import { noDevice } from '../../apps/trainer/src/devices.ts';
import type { SegmentDependencies } from '../../apps/trainer/src/segment/dependencies.ts';
import { runSegment } from '../../apps/trainer/src/segment/runSegment.ts';
import { createSlot } from '../../apps/trainer/src/slot/slot.ts';
import { createSlotPool } from '../../apps/trainer/src/slot/slotPool.ts';
import { createArtifactStore } from '../../apps/trainer/src/storage/artifactStore.ts';
import { openGarbage } from '../../apps/trainer/src/storage/garbage.ts';
import { openSpool } from '../../apps/trainer/src/storage/spool.ts';
import { emptySystem } from '../system/emptySystem.ts';

const slots = 16;
/** Many more than slots, so that none of them waits for the next ones to be suggested. */
const batch = 400;
const log = pino({ level: 'silent' });
/** Formulas leave no bytes, so nobody is asked. */
const noMlflow = 'http://127.0.0.1:9';

export interface ManySystem {
  readonly url: string;
  readonly sweepId: string;
  stop(): Promise<void>;
}

/**
 * The API with an ended sweep of formulas: suggested by the search, played by slots of a trainer and written to the store as ever.
 * Only Temporal, which hands one to the other, is left out: its half of the processor time would show nowhere on a page.
 */
export async function manySystem(yaml: string): Promise<ManySystem> {
  const system = await emptySystem();
  const { store } = system;
  const root = await mkdtemp(join(tmpdir(), 'seesaw-formulas-'));
  try {
    const parsed = parseSweepFile(yaml, { catalog, findContradictions, packOf, resolveDataset: (name) => name });
    if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    const { row } = await store.sweeps.create({ sweep: parsed.sweep, yaml });
    await playAll(store, row.id, await formulaTrainer(store, root));
    await store.sweeps.settle(row.id);
    return { url: system.url, sweepId: row.id, stop: system.stop };
  } catch (error) {
    await system.stop();
    throw error;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function playAll(store: Store, sweepId: string, trainer: SegmentDependencies): Promise<void> {
  for (;;) {
    const { trials } = await store.sweeps.nextTrials({ sweepId, open: [], count: batch, suggest });
    if (trials.length === 0) return;
    await Promise.all(
      trials.map(({ trialId }) => {
        const { signal } = new AbortController();
        return runSegment({ trialId, signal, heartbeat: () => undefined }, trainer);
      }),
    );
  }
}

async function formulaTrainer(store: Store, root: string): Promise<SegmentDependencies> {
  const spool = await openSpool({ root, host: 'formulas' });
  const artifacts = createArtifactStore(createMlflowClient({ baseUrl: noMlflow }));
  const slotOf = (_: unknown, slot: number) =>
    createSlot({ spec: { slot, device: noDevice, threads: 1, env: {} }, program: '', env: {}, log });
  const shutdown = new AbortController().signal;
  // Each slot listens.
  setMaxListeners(slots + 1, shutdown);
  return {
    ...{ store, spool, artifacts, log, shutdown },
    garbage: await openGarbage({ spool, artifacts, log }),
    slots: createSlotPool(Array.from({ length: slots }, slotOf)),
    packOf: ({ recipe }) => ({ key: recipe }),
    workerId: 'formulas',
    onSpooled: () => undefined,
    onEnded: () => undefined,
  };
}
