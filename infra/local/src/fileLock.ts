import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from './processIdentity.ts';

/** A take-over lasts microseconds; a mark older than this was left by a process that died in the middle of one. */
const takeoverStaleMs = 5_000;

/**
 * Runs `work` while no other process holds the lock file at `path`. A lock whose owner died is taken over.
 * `onWait` is called once, with the owner's process number, when another process holds it.
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait?: (pid: number) => void,
): Promise<T> {
  await acquire(path, onWait);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function acquire(path: string, onWait?: (pid: number) => void): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!create(path)) {
    const owner = readOwner(path);
    if (owner === undefined) continue;
    if (!isAlive(owner)) {
      removeStale(path);
    } else if (!told) {
      told = true;
      onWait?.(owner.pid);
    }
    await pause(50);
  }
}

/** Creates the file together with its content: a link to a finished file either appears whole or fails. */
function create(path: string): boolean {
  const mine = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(mine, JSON.stringify(identityOf(process.pid)));
  try {
    linkSync(mine, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  } finally {
    rmSync(mine, { force: true });
  }
}

function readOwner(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Only one process may remove a stale lock, or the second would remove the lock that the first has just taken. */
function removeStale(path: string): void {
  const takeover = `${path}.takeover`;
  if (!create(takeover)) {
    removeOldTakeover(takeover);
    return;
  }
  try {
    const owner = readOwner(path);
    if (owner !== undefined && !isAlive(owner)) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

function removeOldTakeover(takeover: string): void {
  const stats = statSync(takeover, { throwIfNoEntry: false });
  if (stats === undefined || Date.now() - stats.mtimeMs < takeoverStaleMs) return;
  const aside = `${takeover}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(takeover, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  rmSync(aside, { force: true });
}
