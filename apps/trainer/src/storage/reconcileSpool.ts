import { stat } from 'node:fs/promises';
import { SeesawError } from '@seesaw/shared/errors';
import type { Store } from '@seesaw/store/storePort';
import type { Logger } from 'pino';
import type { Spool, SpooledTrial } from './spool.ts';

/** A folder younger than this may belong to a child that writes its row only now. */
const SETTLED_MS = 3_600_000;

/**
 * Removes bytes that no row points to: folders of sweeps that were deleted, and checkpoints that were pruned or replayed on
 * another host, while no trainer ran here. An outage only puts it off to the next start.
 */
export async function reconcileSpool(options: {
  store: { sweeps: Pick<Store['sweeps'], 'get'>; trials: Pick<Store['trials'], 'byNumber'> } & {
    checkpoints: Pick<Store['checkpoints'], 'list'>;
  };
  spool: Spool;
  log: Logger;
  settledMs?: number;
}): Promise<void> {
  const { store, spool, log, settledMs = SETTLED_MS } = options;
  try {
    await removeDeletedSweeps(options);
    for (const sweepId of await spool.sweepIds()) {
      for (const number of await spool.trialNumbers(sweepId)) await reconcileTrial({ sweepId, number });
    }
  } catch (error) {
    log.warn({ err: error }, 'the spool is compared with Postgres again at the next start');
  }

  async function reconcileTrial(trial: SpooledTrial): Promise<void> {
    const steps = await spool.checkpointSteps(trial);
    if (steps.length === 0) return;
    const row = await found(() => store.trials.byNumber(trial.sweepId, trial.number));
    const known = new Set(row === null ? [] : (await store.checkpoints.list(row.id)).map(({ step }) => step));
    for (const step of steps.filter((candidate) => !known.has(candidate))) {
      const folder = spool.checkpointFolder(trial, step);
      if (Date.now() - (await stat(folder)).mtimeMs < settledMs) continue;
      await spool.remove(folder);
      log.info({ ...trial, step }, 'removed a checkpoint that no row points to');
    }
  }
}

/**
 * The API removes what lies on its own host; this does the same for the spool of a trainer elsewhere.
 *
 * @throws SeesawError 'unavailable' while Postgres is away
 */
export async function removeDeletedSweeps({
  store,
  spool,
  log,
}: {
  store: { sweeps: Pick<Store['sweeps'], 'get'> };
  spool: Spool;
  log: Logger;
}): Promise<void> {
  for (const sweepId of await spool.sweepIds()) {
    if ((await found(() => store.sweeps.get(sweepId))) !== null) continue;
    await spool.remove(spool.sweepFolder(sweepId));
    log.info({ sweepId }, 'removed the spool folder of a deleted sweep');
  }
}

async function found<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SeesawError && error.code === 'not-found') return null;
    throw error;
  }
}
