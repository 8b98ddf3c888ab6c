import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withFileLock } from './fileLock.ts';
import { otherProcess } from './testing/otherProcess.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';
import { waitUntil } from './waitUntil.ts';

test('of three processes that count in one file under the lock, none loses a count of another', async () => {
  const folder = temporaryFolder();
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  const code = `
    const { withFileLock } = await import('@src/fileLock.ts');
    const { readFileSync, writeFileSync } = await import('node:fs');
    for (let i = 0; i < 20; i++) {
      await withFileLock(process.env.LOCK, async () => {
        const value = Number(readFileSync(process.env.COUNTER, 'utf8'));
        await new Promise(setImmediate);
        writeFileSync(process.env.COUNTER, String(value + 1));
      });
    }`;
  const env = { LOCK: join(folder, 'lock'), COUNTER: counter };
  const counting = [1, 2, 3].map(() => otherProcess(code, env).ended);
  expect(await Promise.all(counting)).toEqual([0, 0, 0]);
  expect(readFileSync(counter, 'utf8')).toBe('60');
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('a lock whose owner was killed is taken over, a lock whose owner lives is waited for', async () => {
  const lock = join(temporaryFolder(), 'lock');
  const owner = otherProcess(
    `const { withFileLock } = await import('@src/fileLock.ts');
     await withFileLock(process.env.LOCK, () => new Promise(() => setInterval(() => {}, 1000)));`,
    { LOCK: lock },
  );
  await waitUntil('the owner to hold the lock', () => existsSync(lock), { timeoutMs: 30_000 });
  const waitedFor: number[] = [];
  let entered = false;
  const entering = withFileLock(
    lock,
    async () => {
      entered = true;
    },
    (pid) => waitedFor.push(pid),
  );
  await waitUntil('the second to wait', () => waitedFor.length > 0, { timeoutMs: 30_000 });
  expect(entered).toBe(false);
  owner.child.kill('SIGKILL');
  await entering;
  expect(entered).toBe(true);
  expect(waitedFor).toEqual([owner.pid]);
});
