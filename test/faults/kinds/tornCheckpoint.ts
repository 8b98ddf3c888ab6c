import { readdir, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { signal } from '@seesaw/local/processIdentity';
import type { FaultKind } from '../storm/fault.ts';

/** The newest checkpoint in the spool loses its second half while its trial is killed, as on a disk that lied about a sync. */
export const tornCheckpoint: FaultKind = () => ({
  what: 'the newest checkpoint is torn while all trainings are killed',
  async strike(world) {
    for (const pid of world.pidsOf('training child')) signal(pid, 'SIGKILL');
    const states = await statesIn(world.spool);
    const newest = states.sort((a, b) => b.writtenMs - a.writtenMs)[0];
    // It can be removed meanwhile: then there is nothing to tear.
    if (newest !== undefined) await truncate(newest.file, Math.floor(newest.bytes / 2)).catch(() => undefined);
  },
});

/** Checkpoints come and go while one looks. */
async function statesIn(spool: string): Promise<{ file: string; bytes: number; writtenMs: number }[]> {
  const names = await readdir(spool, { recursive: true }).catch(() => []);
  const files = names.filter((name) => basename(name) === 'state.safetensors' && !name.includes('.tmp-'));
  const found = await Promise.all(
    files.map(async (name) => {
      const file = join(spool, name);
      const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
      return { file, bytes: size, writtenMs: mtimeMs };
    }),
  );
  return found.filter(({ bytes }) => bytes > 0);
}
