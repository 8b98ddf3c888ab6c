import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { parseIdx } from '@seesaw/gan/data/idx';
import { SeesawError } from '@seesaw/shared/errors';
import { greyPng } from './greyPng.ts';

/** The 10,000 test digits that ship with the project: all held out of mnist-70k, the last 2,000 of mnist-10k. */
const testImages = fileURLToPath(new URL('../../../../data/mnist/t10k-images-idx3-ubyte.gz', import.meta.url));
const heldOutCounts: Readonly<Record<string, number>> = { 'mnist-10k': 2_000, 'mnist-70k': 10_000 };

/**
 * PNG (8-bit grey) of the first `count` held-out items in a square grid, to stand beside generated samples.
 * Throws SeesawError('not-found') for an unknown data set and for one whose items are no pictures.
 */
export async function realItems(dataset: string, count: number): Promise<Buffer> {
  const entry = catalog.datasets.find((one) => one.name === dataset || one.aliases.includes(dataset));
  if (entry === undefined) throw new SeesawError('not-found', `There is no data set "${dataset}".`);
  const heldOut = heldOutCounts[entry.name];
  if (heldOut === undefined) {
    throw new SeesawError('not-found', `The items of data set ${entry.name} are points, not pictures.`);
  }
  const { shape, values } = parseIdx(await promisify(gunzip)(await readFile(testImages)), testImages);
  const [total = 0, height = 0, width = 0] = shape;
  const first = (total - heldOut) * height * width;
  return grid({ pixels: values.subarray(first), count: Math.min(count, heldOut), width, height });
}

function grid(tiles: { pixels: Uint8Array; count: number; width: number; height: number }): Buffer {
  const { pixels, count, width, height } = tiles;
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const data = Buffer.alloc(columns * width * rows * height);
  for (let tile = 0; tile < count; tile += 1) {
    const left = (tile % columns) * width;
    const top = Math.floor(tile / columns) * height;
    for (let y = 0; y < height; y += 1) {
      const from = (tile * height + y) * width;
      data.set(pixels.subarray(from, from + width), (top + y) * columns * width + left);
    }
  }
  return greyPng({ width: columns * width, height: rows * height, pixels: data });
}
