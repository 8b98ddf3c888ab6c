import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeOldest, xlaCacheEnv } from './xlaCache.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw xla '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a person who says where XLA keeps its programs is asked no further, other flags stay', async () => {
  expect(await xlaCacheEnv(folder, '--tf_xla_persistent_cache_directory=/mine')).toEqual({});
  const { TF_XLA_FLAGS } = await xlaCacheEnv(folder, '--tf_xla_auto_jit=0');
  expect(TF_XLA_FLAGS).toMatch(/^--tf_xla_auto_jit=0 --tf_xla_persistent_cache_directory="[^"]+"$/);
  expect(TF_XLA_FLAGS).toContain(join(folder, 'xla'));
  expect(await xlaCacheEnv(folder, undefined)).toEqual(await xlaCacheEnv(folder, undefined));
});

test('the oldest programs go where all together are too large, and an empty one always', async () => {
  for (const [age, name] of ['new', 'middle', 'old'].entries()) {
    await writeFile(join(folder, name), Buffer.alloc(100));
    await utimes(join(folder, name), 1000 - age, 1000 - age);
  }
  await writeFile(join(folder, 'empty'), '');
  await removeOldest(folder, 250);
  expect((await readdir(folder)).sort()).toEqual(['middle', 'new']);
});

test('a later process finds what was compiled, and computes the same bits', async () => {
  const env = { ...process.env, ...(await xlaCacheEnv(folder, undefined)) };
  const program = fileURLToPath(new URL('./fixtures/xlaProgram.ts', import.meta.url));
  const run = async () =>
    JSON.parse((await promisify(execFile)(process.execPath, ['--import', 'tsx', program], { env })).stdout);
  const kept = async () => {
    const names = await readdir(join(folder, 'xla'), { recursive: true });
    const files = names.filter((name) => name.endsWith('.pb')).map((name) => join(folder, 'xla', name));
    return Promise.all(files.map(async (path) => ({ path, madeAt: (await stat(path)).mtimeMs })));
  };
  const first = await run();
  const programs = await kept();
  expect(programs.length).toBeGreaterThan(0);
  expect(await run()).toEqual(first);
  expect(first.mode).toBe('xla');
  expect(await kept()).toEqual(programs);
}, 60_000);
