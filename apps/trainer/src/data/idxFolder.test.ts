import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIdxFolder } from './idxFolder.ts';

let folder: string;
const note = () => undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-idx-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one file of images, without labels: a fifth is held out', async () => {
  await put('images-idx3-ubyte', images(40));
  const data = await readIdxFolder('idx:own', folder, note);
  expect(data).toMatchObject({ name: 'idx:own', width: 3, height: 2, channels: 1, labelCount: 0 });
  expect([data.train.count, data.heldOut.count]).toEqual([32, 8]);
});

test('files as those of MNIST, zipped: one pair is trained on, the other held out', async () => {
  await put('train-images-idx3-ubyte.gz', gzipSync(images(40)));
  await put('train-labels-idx1-ubyte.gz', gzipSync(labels(40)));
  await put('t10k-images-idx3-ubyte.gz', gzipSync(images(12)));
  await put('t10k-labels-idx1-ubyte.gz', gzipSync(labels(12)));
  const data = await readIdxFolder('idx:own', folder, note);
  expect([data.train.count, data.heldOut.count, data.labelCount]).toEqual([40, 12, 26]);
  expect([...data.heldOut.labels]).toEqual(Array.from({ length: 12 }, (_, i) => i % 26));
});

test('images in colour have a fourth size of 3', async () => {
  await put('images', images(30, [2, 1, 3]));
  expect(await readIdxFolder('idx:own', folder, note)).toMatchObject({ width: 1, height: 2, channels: 3 });
});

test.each<[string, () => Promise<unknown>, RegExp, string]>([
  ['a folder without images', async () => undefined, /holds no idx file of images\. Name files as MNIST does/, ''],
  ['an unreadable file', () => put('images', Uint8Array.of(1, 2, 3, 4)), /does not start like an idx file/, 'images'],
  ['a file that is cut off', () => put('images', images(40).subarray(0, 100)), /should hold 240 bytes/, 'images'],
  [
    'a zipped file that is cut off',
    () => put('images', gzipSync(images(40)).subarray(0, 40)),
    /not a whole gzip/,
    'images',
  ],
  [
    'images that are none',
    () => put('images', idx([40, 6], 240)),
    /has the shape \[40, 6\]\. Images are \[n, height, width\]/,
    'images',
  ],
  [
    'labels that are too few',
    async () => {
      await put('images', images(40));
      await put('labels', labels(39));
    },
    /has the shape \[39\]\. It should hold one label for each of the 40 images/,
    'labels',
  ],
  [
    'held-out images of another size',
    async () => {
      await put('train-images', images(40));
      await put('test-images', images(12, [3, 3]));
    },
    /has images of 3 × 3 × 1\. Those to train on have 3 × 2 × 1/,
    'test-images',
  ],
  [
    'labels for one of two files',
    async () => {
      await put('train-images', images(40));
      await put('train-labels', labels(40));
      await put('test-images', images(12));
    },
    /has labels for one of two files of images/,
    '',
  ],
  [
    'NaN among floats',
    async () => {
      const bytes = new Uint8Array(16 + 4 * 180);
      bytes.set([0, 0, 13, 3, 0, 0, 0, 30, 0, 0, 0, 2, 0, 0, 0, 3]);
      new DataView(bytes.buffer).setFloat32(16 + 4 * 7, Number.NaN);
      await put('images', bytes);
    },
    /holds NaN at place 7 of its data\. Floats must be numbers from 0 \(black\) to 1 \(white\)/,
    'images',
  ],
  ['images of one colour', () => put('images', idx([30, 2, 3], 0, 180)), /of one colour each/, ''],
])('%s is a data-set error that names what is wrong', async (_what, prepare, message, file) => {
  await prepare();
  const error = await readIdxFolder('idx:own', folder, note).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'data-set', retryable: false, facts: { file: join(folder, file) } });
  expect((error as Error).message).toMatch(message);
});

function images(count: number, item: readonly number[] = [2, 3]): Uint8Array {
  return idx([count, ...item], count * item.reduce((a, b) => a * b));
}

function labels(count: number): Uint8Array {
  const bytes = idx([count], count);
  for (let i = 0; i < count; i++) bytes[8 + i] = i % 26;
  return bytes;
}

/** Bytes that vary, and `blank` more that are 0. */
function idx(shape: readonly number[], count: number, blank = 0): Uint8Array {
  const header = 4 + 4 * shape.length;
  const bytes = new Uint8Array(header + count + blank);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + shape.length);
  for (const [i, size] of shape.entries()) view.setUint32(4 + 4 * i, size);
  for (let i = 0; i < count; i++) bytes[header + i] = (7 * i) % 251;
  return bytes;
}

function put(file: string, bytes: Uint8Array): Promise<void> {
  return writeFile(join(folder, file), bytes);
}
