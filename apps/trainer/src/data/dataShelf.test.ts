import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageData } from '@seesaw/gan/data/trainingData';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nativeLibrary } from '../child/nativeLibrary.ts';
import { ringConfig } from '../fixtures/ringConfig.ts';
import { createDataShelf, type DataShelf } from './dataShelf.ts';

const { random } = await nativeLibrary();
let folder: string;
let shelf: DataShelf;
const said: string[] = [];
const note = (text: string) => void said.push(text);

beforeEach(async () => {
  said.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'seesaw-shelf-'));
  await mkdir(join(folder, 'stripes'));
  for (let i = 0; i < 40; i++) await put(i);
  shelf = createDataShelf({ env: { cacheDir: join(folder, 'cache'), dataDir: folder }, random });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('of points the log says what a perfect sampler scores', async () => {
  expect(await read('grid')).toMatchObject({ kind: 'points', name: 'grid' });
  expect(said).toEqual([
    'Data set grid: 25 modes with standard deviation 0.05; of a perfect sampler 98.89 % are of high quality, and it scores 0.011.',
  ]);
});

test('a data set is read once, with each frame once; a folder again as soon as a file in it changes', async () => {
  const first = await read('image-folder:stripes');
  expect(await read('image-folder:stripes')).toBe(first);
  const framed = await read('image-folder:stripes', 9);
  expect(framed).toMatchObject({ width: 9, height: 9, channels: 1 });
  expect(await read('image-folder:stripes', 9)).toBe(framed);
  await put(40);
  const again = await read('image-folder:stripes');
  expect(again).toMatchObject({ train: { count: 33 } });
  expect(said.filter((line) => line.startsWith('Data set image-folder:stripes'))).toHaveLength(2);
});

test('who asks while it is read is given the same, and after a fault it is read anew', async () => {
  const [one, other] = await Promise.all([read('image-folder:stripes'), read('image-folder:stripes')]);
  expect(other).toBe(one);
  expect(said.filter((line) => line.startsWith('Data set image-folder:stripes'))).toHaveLength(1);
  const nets = await Promise.all([one, other].map((data) => shelf.features(data as ImageData, note)));
  expect(nets[1]).toBe(nets[0]);
  await writeFile(join(folder, 'stripes', 'broken.png'), 'no picture');
  const broken = await Promise.allSettled([read('image-folder:stripes'), read('image-folder:stripes')]);
  expect(broken.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await rm(join(folder, 'stripes', 'broken.png'));
  expect(await read('image-folder:stripes')).toMatchObject({ kind: 'images' });
});

test('images without labels are scored by an autoencoder, which is named, kept, and not used for other pixels', async () => {
  const data = (await read('image-folder:stripes')) as ImageData;
  const net = await shelf.features(data, note);
  expect(net).toMatchObject({ labelCount: 0, featureCount: 64 });
  // Of pixels between −1 and 1, in stripes that are easy to rebuild.
  expect(net.heldOutFit).toBeLessThan(0.3);
  expect(await shelf.features(data, note)).toBe(net);
  expect(said.join('\n')).toMatch(
    /feature net [0-9a-f]{16} \(an autoencoder, as the images have no labels; held-out error 0\.\d+\)/,
  );
  const other = createDataShelf({ env: { cacheDir: join(folder, 'cache'), dataDir: folder }, random });
  await other.features((await other.data(config('image-folder:stripes'), note)) as ImageData, note);
  const trained = () => said.filter((line) => line.startsWith('Trained the feature net of image-folder:stripes'));
  expect(trained()).toHaveLength(1);
  await put(0, 3);
  await shelf.features((await read('image-folder:stripes')) as ImageData, note);
  expect(trained()).toHaveLength(2);
}, 60_000);

test('without SEESAW_DATA_DIR, or without the folder, the error says what to set', async () => {
  const blind = createDataShelf({ env: { cacheDir: folder, dataDir: undefined }, random });
  await expect(blind.data(config('image-folder:stripes'), note)).rejects.toThrow(/SEESAW_DATA_DIR is not set/);
  await expect(read('idx:letters')).rejects.toMatchObject({
    code: 'data-set',
    message: expect.stringMatching(/letters is not there\. Put the data there/),
  });
  await expect(read('ring:letters')).rejects.toMatchObject({ code: 'data-set' });
});

function read(dataset: string, imageSize = 0) {
  return shelf.data(config(dataset, imageSize), note);
}

function config(dataset: string, imageSize = 0) {
  const { values, ...rest } = ringConfig(10, 10);
  return { ...rest, dataset, values: { ...values, image_size: imageSize } };
}

/** 6 × 6 pixels, white up to a column. */
async function put(number: number, columns = 1 + (number % 5)): Promise<void> {
  const image = new PNG({ width: 6, height: 6 });
  for (let p = 0; p < 36; p++)
    image.data.fill(p % 6 < columns ? 255 : number, 4 * p, 4 * p + 4).fill(255, 4 * p + 3, 4 * p + 4);
  await writeFile(join(folder, 'stripes', `${number}.png`), PNG.sync.write(image));
}
