import { rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes what a deleted sweep has in the spool of this host; trainers elsewhere look for themselves. */
export function spoolRemover(spoolDir: string | null): (sweepId: string) => Promise<void> {
  return async (sweepId) => {
    if (spoolDir !== null) await rm(path.join(spoolDir, path.basename(sweepId)), { recursive: true, force: true });
  };
}
