import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { otherProcess } from '../testing/otherProcess.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { waitUntil } from '../waitUntil.ts';
import { isStaged, stageFolder } from './stagedFolder.ts';

const silent = () => undefined;

test.each([false, true])(
  'a build that was killed in the middle is done again and leaves nothing behind (in place: %s)',
  async (inPlace) => {
    const cache = temporaryFolder();
    const folder = join(cache, 'thing');
    const killed = otherProcess(
      `const { stageFolder } = await import('@src/setup/stagedFolder.ts');
     const { writeFileSync } = await import('node:fs');
     await stageFolder(process.env.FOLDER, () => {}, async (partial) => {
       writeFileSync(partial + '/half', '');
       console.log('half done');
       await new Promise(() => setInterval(() => {}, 1000));
     }, { inPlace: process.env.IN_PLACE === 'true' });`,
      { FOLDER: folder, IN_PLACE: String(inPlace) },
    );
    await waitUntil('the first half', () => killed.output().includes('half done'), { timeoutMs: 20_000 });
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(isStaged(folder)).toBe(false);

    const built = await stageFolder(folder, silent, async (partial) => writeFileSync(join(partial, 'whole'), ''), {
      inPlace,
    });
    expect(built).toBe(true);
    expect(isStaged(folder)).toBe(true);
    expect(existsSync(join(folder, 'whole'))).toBe(true);
    expect(existsSync(join(folder, 'half'))).toBe(false);
    expect(readdirSync(cache)).toEqual(['thing']);
  },
);

test('two set-ups at once build a folder once', async () => {
  const cache = temporaryFolder();
  const log = join(cache, 'log');
  writeFileSync(log, '');
  const code = `
    const { stageFolder } = await import('@src/setup/stagedFolder.ts');
    const { appendFileSync, writeFileSync } = await import('node:fs');
    await stageFolder(process.env.FOLDER, () => {}, async (partial) => {
      appendFileSync(process.env.LOG, 'built ');
      for (let i = 0; i < 100; i++) await new Promise(setImmediate);
      writeFileSync(partial + '/whole', '');
    });`;
  const env = { FOLDER: join(cache, 'thing'), LOG: log };
  expect(await Promise.all([1, 2, 3].map(() => otherProcess(code, env).ended))).toEqual([0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('built ');
  expect(existsSync(join(cache, 'thing', 'whole'))).toBe(true);
});

test('a build that fails is reported, not taken for finished, and can be tried again', async () => {
  const folder = join(temporaryFolder(), 'thing');
  mkdirSync(folder);
  await expect(stageFolder(folder, silent, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(isStaged(folder)).toBe(false);
  expect(await stageFolder(folder, silent, async () => undefined)).toBe(true);
  expect(await stageFolder(folder, silent, () => Promise.reject(new Error('built twice')))).toBe(false);
});
