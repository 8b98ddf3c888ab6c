import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './withLock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('two that want the same thing do it one after the other, and nothing stays behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside++;
    most = Math.max(most, inside);
    await readdir(folder);
    inside--;
  };
  const lock = join(folder, 'deep', 'x.lock');
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
  expect(most).toBe(1);
  expect(await readdir(join(folder, 'deep'))).toEqual([]);
});

test('the lock of a process that is gone is taken over', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const lock = join(folder, 'x.lock');
  await writeFile(lock, String(gone));
  expect(await withLock(lock, async () => 'done')).toBe('done');
});

test('failed work frees the lock', async () => {
  const lock = join(folder, 'x.lock');
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(lock, async () => 'next')).toBe('next');
});
