import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { mnistFiles } from '@seesaw/gan/data/mnist';
import { SeesawError } from '@seesaw/shared/errors';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMnist10k, readMnist70k } from './mnistFiles.ts';

const shipped = fileURLToPath(new URL('../../../../data/mnist/', import.meta.url));
const images = mnistFiles.testImages.file;
let folder: string;
const silent = () => undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-mnist-'));
  for (const { file } of [mnistFiles.testImages, mnistFiles.testLabels])
    await copyFile(join(shipped, file), join(folder, file));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the shipped digits are whole: 8,000 to train on, the last 2,000 held out, all ten labels', async () => {
  const said: string[] = [];
  const data = await readMnist10k((text) => said.push(text));
  expect(data).toMatchObject({ name: 'mnist-10k', width: 28, height: 28, channels: 1 });
  expect([data.train.count, data.heldOut.count]).toEqual([8000, 2000]);
  expect(data.train.pixels.length).toBe(8000 * 784);
  expect(new Set(data.heldOut.labels)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  // The first test digits of MNIST are 7, 2, 1, 0, 4.
  expect([...data.train.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  expect(said[0]).toContain('8000 to train on');
});

test('a truncated gzip is a data-set error that names the file', async () => {
  const path = join(folder, images);
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, whole.length / 2));
  await expectRefused(path, /is not a whole gzip file/);
});

test('a changed digit is found by its SHA-256', async () => {
  const path = join(folder, images);
  const bytes = gunzipSync(await readFile(path));
  bytes[5000] = bytes[5000]! ^ 1;
  await writeFile(path, gzipSync(bytes));
  await expectRefused(path, /has SHA-256 [0-9a-f]{64} after unzipping, expected 0fa7898d/);
});

test('a missing file is a data-set error that names it', async () => {
  const path = join(folder, images);
  await rm(path);
  await expectRefused(path, /cannot be read/);
});

test('a broken file in the own data folder is refused, not silently replaced by a download', async () => {
  const own = join(folder, 'own', 'mnist');
  await mkdir(own, { recursive: true });
  for (const { file } of [mnistFiles.trainImages, mnistFiles.trainLabels]) await writeFile(join(own, file), 'nonsense');
  const reading = readMnist70k({ cacheDir: join(folder, 'cache'), dataDir: join(folder, 'own') }, silent);
  await expect(reading).rejects.toMatchObject({
    code: 'data-set',
    message: expect.stringContaining(join(own, 'train-')),
  });
});

async function expectRefused(path: string, message: RegExp): Promise<void> {
  const error = await readMnist10k(silent, folder).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SeesawError);
  expect(error).toMatchObject({ code: 'data-set', retryable: false, facts: { file: path } });
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toContain(path);
}
