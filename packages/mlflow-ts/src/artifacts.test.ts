import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testMlflow } from '@seesaw/local/testServices';
import { beforeAll, expect, test } from 'vitest';
import type { ArtifactRoot } from './artifactPath.ts';
import { createMlflowClient, type MlflowClient } from './client.ts';
import { isMissing, MlflowRefused } from './errors.ts';

let client: MlflowClient;
let experimentId: string;
beforeAll(async () => {
  client = createMlflowClient({ baseUrl: (await testMlflow()).url });
  experimentId = (await client.experiments.getOrCreate(`artifacts ${randomUUID()}`)).id;
}, 300_000);

async function startRun(): Promise<ArtifactRoot> {
  const run = await client.runs.create({ experimentId, name: 'run', startTimeMs: 0 });
  return { experimentId, runId: run.id };
}

test('bytes come back as they were put', async () => {
  const root = await startRun();
  const bytes = new Uint8Array(randomBytes(300_000));
  await client.artifacts.put({ ...root, path: 'checkpoints/global_step_10/state.safetensors', body: bytes });
  const back = await client.artifacts.get({ ...root, path: 'checkpoints/global_step_10/state.safetensors' });
  expect(Buffer.compare(back, bytes)).toBe(0);
});

test('a file is streamed from disk', async () => {
  const root = await startRun();
  const folder = await mkdtemp(join(tmpdir(), 'mlflow-ts-'));
  try {
    const bytes = randomBytes(500_000);
    const file = join(folder, 'x.bin');
    await writeFile(file, bytes);
    const body = { open: () => createReadStream(file), sizeBytes: bytes.length };
    await client.artifacts.put({ ...root, path: 'x.bin', body });
    expect(Buffer.compare(await client.artifacts.get({ ...root, path: 'x.bin' }), bytes)).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a stream of another size than announced is refused and leaves no file', async () => {
  const root = await startRun();
  async function* ten() {
    yield new Uint8Array(10);
  }
  for (const sizeBytes of [9, 11]) {
    const put = client.artifacts.put({ ...root, path: 'x.bin', body: { open: ten, sizeBytes } });
    await expect(put).rejects.toMatchObject({ name: 'MlflowRefused', errorCode: 'SIZE_MISMATCH' });
  }
  expect(await client.artifacts.list({ ...root, path: '' })).toEqual([]);
});

test('putting a path again replaces it', async () => {
  const root = await startRun();
  await client.artifacts.put({ ...root, path: 'a.txt', body: Buffer.from('a long first text') });
  await client.artifacts.put({ ...root, path: 'a.txt', body: Buffer.from('second') });
  expect(Buffer.from(await client.artifacts.get({ ...root, path: 'a.txt' })).toString()).toBe('second');
});

test('a listing shows files with sizes and directories, with paths that can be used again', async () => {
  const root = await startRun();
  await client.artifacts.put({ ...root, path: 'samples/a b/größe.png', body: new Uint8Array(7) });
  await client.artifacts.put({ ...root, path: 'samples/empty', body: new Uint8Array(0) });
  expect(await client.artifacts.list({ ...root, path: '' })).toEqual([
    { path: 'samples', isDirectory: true, sizeBytes: null },
  ]);
  expect(await client.artifacts.list({ ...root, path: 'samples' })).toEqual([
    { path: 'samples/a b', isDirectory: true, sizeBytes: null },
    { path: 'samples/empty', isDirectory: false, sizeBytes: 0 },
  ]);
  const [file] = await client.artifacts.list({ ...root, path: 'samples/a b' });
  expect(file).toEqual({ path: 'samples/a b/größe.png', isDirectory: false, sizeBytes: 7 });
  expect(await client.artifacts.get({ ...root, path: file?.path ?? '' })).toHaveLength(7);
  expect(await client.artifacts.list({ ...root, path: 'nowhere' })).toEqual([]);
});

test('a file, a directory and everything of a run are deleted, and missing ones are no error', async () => {
  const root = await startRun();
  const other = await startRun();
  for (const path of ['a', 'dir/b', 'dir/c', 'd']) {
    await client.artifacts.put({ ...root, path, body: new Uint8Array(1) });
    await client.artifacts.put({ ...other, path, body: new Uint8Array(1) });
  }
  await client.artifacts.delete({ ...root, path: 'a' });
  await client.artifacts.delete({ ...root, path: 'a' });
  await client.artifacts.delete({ ...root, path: 'dir' });
  expect((await client.artifacts.list({ ...root, path: '' })).map(({ path }) => path)).toEqual(['d']);
  await client.artifacts.deleteAll(root);
  expect(await client.artifacts.list({ ...root, path: '' })).toEqual([]);
  expect(await client.artifacts.list({ ...other, path: '' })).toHaveLength(3);
});

test('what is not there is told apart from what is not allowed', async () => {
  const root = await startRun();
  await client.artifacts.put({ ...root, path: 'dir/file', body: new Uint8Array(1) });
  const missing = await client.artifacts.get({ ...root, path: 'none' }).catch((thrown: unknown) => thrown);
  expect(isMissing(missing)).toBe(true);
  const directory = await client.artifacts.get({ ...root, path: 'dir' }).catch((thrown: unknown) => thrown);
  expect(directory).toBeInstanceOf(MlflowRefused);
  expect(isMissing(directory)).toBe(false);
  for (const path of ['', '../x', '/x']) {
    await expect(client.artifacts.put({ ...root, path, body: new Uint8Array(1) })).rejects.toMatchObject({
      status: null,
    });
  }
});
