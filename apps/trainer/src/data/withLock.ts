import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Runs `work` while no other process of this machine does under the same lock file. A lock whose owner is gone is taken over.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  while (!(await take(path))) await wait(POLL_MS);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The lock appears with its owner in it: a link to a file that was written before, refused where one exists. */
async function take(path: string): Promise<boolean> {
  const mine = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(mine, { force: true });
  }
  const owner = await ownerOf(path);
  if (owner !== undefined && !isAlive(owner)) await rm(path, { force: true });
  return false;
}

/** Undefined when the lock was freed meanwhile. */
async function ownerOf(path: string): Promise<number | undefined> {
  try {
    return Number(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
