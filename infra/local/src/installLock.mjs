import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs `work` while no other bootstrap holds the lock file at `path`. A lock whose owner died is taken over. Plain
 * JavaScript, because it guards the installation of everything else.
 */
export async function withInstallLock(path, work) {
  while (!take(path)) {
    const owner = read(path);
    if (owner !== undefined && !isAlive(owner)) remove(path, owner);
    else await pause(200);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A link to a finished file appears whole or not at all, so a lock always names its owner. */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch (cause) {
    if (cause.code === 'EEXIST') return false;
    throw cause;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Moves the dead owner's lock aside; when another process has taken it over meanwhile, gives that one its lock back. */
function remove(path, deadOwner) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (read(aside) !== deadOwner) linkSync(aside, path);
  } catch (cause) {
    if (cause.code !== 'ENOENT' && cause.code !== 'EEXIST') throw cause;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
}
