import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ArtifactStore } from './artifactStore.ts';
import { parseLocation } from './location.ts';
import type { Spool, SpooledTrial } from './spool.ts';

/**
 * Bytes whose row is gone. What lies here is removed at once; what lies in MLflow is noted in a file first, so that
 * neither an outage of MLflow nor the death of this trainer leaves it there for ever.
 */
export interface Garbage {
  /** The local copy goes as well when the row already pointed to MLflow. */
  add(checkpoint: { readonly location: string; readonly step: number }, trial: SpooledTrial): Promise<void>;
  addArtifact(location: string): Promise<void>;
  /** Removes what is noted; stops at the first outage by throwing it. Returns how many went. */
  collect(): Promise<number>;
}

export async function openGarbage(options: { spool: Spool; artifacts: ArtifactStore; log: Logger }): Promise<Garbage> {
  const { spool, artifacts, log } = options;
  const folder = join(spool.root, '.garbage');
  await mkdir(folder, { recursive: true });

  async function addArtifact(location: string): Promise<void> {
    const note = join(folder, `${randomUUID()}.json`);
    const unfinished = `${note}.tmp-${process.pid}`;
    await writeFile(unfinished, JSON.stringify({ location }), { flush: true });
    await rename(unfinished, note);
  }

  return {
    async add(checkpoint, trial) {
      if (parseLocation(checkpoint.location).kind === 'mlflow') await addArtifact(checkpoint.location);
      await spool.remove(spool.checkpointFolder(trial, checkpoint.step));
    },
    addArtifact,
    async collect() {
      let removed = 0;
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.json')) continue;
        const note = join(folder, name);
        const location = locationIn(await readFile(note, 'utf8'));
        if (location?.kind === 'mlflow') await artifacts.remove(location);
        else log.warn({ note }, 'a note of garbage cannot be read and is dropped');
        await rm(note, { force: true });
        removed++;
      }
      return removed;
    },
  };
}

function locationIn(note: string) {
  try {
    const { location } = JSON.parse(note) as { location?: unknown };
    return typeof location === 'string' ? parseLocation(location) : null;
  } catch {
    return null;
  }
}
