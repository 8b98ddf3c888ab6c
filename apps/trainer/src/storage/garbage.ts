import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ArtifactStore } from './artifactStore.ts';
import { parseLocation } from './location.ts';
import type { Spool, SpooledTrial } from './spool.ts';

/**
 * Bytes whose row is gone. What lies here is removed at once; what lies in MLflow is noted in a file first, so that
 * neither an outage of MLflow nor the death of this trainer leaves it there for ever.
 */
export interface Garbage {
  /** The local copy goes as well when the row already pointed to MLflow. */
  add(checkpoint: GarbageNote & { readonly step: number }, trial: SpooledTrial): Promise<void>;
  addArtifact(note: GarbageNote): Promise<void>;
  /**
   * Removes what is noted, unless it is wanted again: a replay of the trial uploads to the same place. Stops at the first
   * outage by throwing it. Returns how many went.
   */
  collect(isWanted: (note: GarbageNote) => Promise<boolean>): Promise<number>;
}

export interface GarbageNote {
  readonly trialId: number;
  readonly location: string;
}

const noteSchema = z.object({ trialId: z.number().int(), location: z.string() });

export async function openGarbage(options: { spool: Spool; artifacts: ArtifactStore; log: Logger }): Promise<Garbage> {
  const { spool, artifacts, log } = options;
  const folder = join(spool.root, '.garbage');

  async function addArtifact({ trialId, location }: GarbageNote): Promise<void> {
    await mkdir(folder, { recursive: true });
    const note = join(folder, `${randomUUID()}.json`);
    const unfinished = `${note}.tmp-${process.pid}`;
    await writeFile(unfinished, JSON.stringify({ trialId, location }), { flush: true });
    await rename(unfinished, note);
  }

  return {
    async add(checkpoint, trial) {
      if (parseLocation(checkpoint.location).kind === 'mlflow') await addArtifact(checkpoint);
      await spool.remove(spool.checkpointFolder(trial, checkpoint.step));
    },
    addArtifact,
    async collect(isWanted) {
      let removed = 0;
      // Made again: a person may have emptied the spool meanwhile, and that must not end all uploading.
      await mkdir(folder, { recursive: true });
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.json')) continue;
        const path = join(folder, name);
        const note = parseNote(await readFile(path, 'utf8'));
        if (note === null) log.warn({ path }, 'a note of garbage cannot be read and is dropped');
        else if (!(await isWanted(note))) {
          const location = parseLocation(note.location);
          if (location.kind === 'mlflow') await artifacts.remove(location);
          removed++;
        }
        await rm(path, { force: true });
      }
      return removed;
    },
  };
}

function parseNote(text: string): GarbageNote | null {
  try {
    return noteSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
