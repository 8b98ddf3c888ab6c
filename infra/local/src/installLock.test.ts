import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { otherProcess } from './testing/otherProcess.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

test('two bootstraps take turns, also after one that died with the lock in its hand', async () => {
  const folder = temporaryFolder();
  const [lock, list] = [join(folder, 'lock'), join(folder, 'list')];
  const dead = otherProcess('process.exit(0)');
  await dead.ended;
  writeFileSync(lock, String(dead.pid));
  writeFileSync(list, '');
  const code = `
    const { withInstallLock } = await import('@src/installLock.mjs');
    const { appendFileSync } = await import('node:fs');
    await withInstallLock(process.env.LOCK, async () => {
      appendFileSync(process.env.LIST, 'in ');
      for (let i = 0; i < 50; i++) await new Promise(setImmediate);
      appendFileSync(process.env.LIST, 'out ');
    });`;
  const both = [1, 2].map(() => otherProcess(code, { LOCK: lock, LIST: list }).ended);
  expect(await Promise.all(both)).toEqual([0, 0]);
  expect(readFileSync(list, 'utf8')).toBe('in out in out ');
  expect(existsSync(lock)).toBe(false);
});
