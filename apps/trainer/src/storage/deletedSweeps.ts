import { SeesawError } from '@seesaw/shared/errors';
import type { SweepStore } from '@seesaw/store/storePort';
import type { Logger } from 'pino';
import type { Spool } from './spool.ts';

/** Removes the folders of sweeps that were deleted while no trainer of this host ran. */
export async function removeDeletedSweeps(options: {
  sweeps: Pick<SweepStore, 'get'>;
  spool: Spool;
  log: Logger;
}): Promise<void> {
  const { sweeps, spool, log } = options;
  try {
    for (const sweepId of await spool.sweepIds()) {
      if (await exists(sweepId, sweeps)) continue;
      await spool.remove(spool.sweepFolder(sweepId));
      log.info({ sweepId }, 'removed the spool folder of a deleted sweep');
    }
  } catch (error) {
    log.warn({ err: error }, 'folders of deleted sweeps are looked for again at the next start');
  }
}

async function exists(sweepId: string, sweeps: Pick<SweepStore, 'get'>): Promise<boolean> {
  try {
    await sweeps.get(sweepId);
    return true;
  } catch (error) {
    if (error instanceof SeesawError && error.code === 'not-found') return false;
    throw error;
  }
}
