import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { parseIdx } from '@seesaw/gan/data/idx';
import { polygonSplit } from '@seesaw/gan/data/polygons';
import { stackedSplit } from '@seesaw/gan/data/stackedMnist';
import { partsOfDataset } from '@seesaw/shared/datasetName';
import { SeesawError } from '@seesaw/shared/errors';
import { type Tiles, tiledPng } from './tiledPng.ts';

/** The 10,000 test digits that ship with the project: all held out of mnist-70k, the last 2,000 of mnist-10k. */
const testImages = fileURLToPath(new URL('../../../../data/mnist/t10k-images-idx3-ubyte.gz', import.meta.url));
const heldOut10k = 2_000;
const heldOut70k = 10_000;

/**
 * PNG (8 bit) of the first `count` held-out items in a square grid, to stand beside generated samples.
 * Throws SeesawError('not-found') for an unknown data set, for one whose items are no pictures, and for one whose pictures
 * lie with the trainers.
 */
export async function realItems(dataset: string, count: number): Promise<Buffer> {
  const { name } = partsOfDataset(dataset);
  const entry = catalog.datasets.find((one) => one.name === name || one.aliases.includes(name));
  if (entry === undefined) throw new SeesawError('not-found', `There is no data set "${dataset}".`);
  switch (entry.name) {
    case 'mnist-10k':
      return tiledPng(await digits(heldOut10k, count));
    case 'mnist-70k':
      return tiledPng(await digits(heldOut70k, count));
    case 'polygons':
    case 'polygons-plain': {
      const edges = entry.name === 'polygons' ? 'smooth' : 'plain';
      return tiledPng({ ...entry.image!, ...polygonSplit('held-out-polygon', count, edges) });
    }
    case 'stacked-mnist':
      return tiledPng({
        ...entry.image!,
        ...stackedSplit(await digits(heldOut10k, heldOut10k), count, 'held-out-stacked-digit'),
      });
    default:
      if (!entry.inFolder) throw new SeesawError('not-found', `The items of data set ${dataset} are no pictures.`);
      throw new SeesawError('not-found', `The pictures of data set ${dataset} lie with the trainers, not here.`, {
        facts: { hint: 'The sample at step 0 of each trial on it holds some: /api/v1/samples/ID/real.png.' },
      });
  }
}

/** The first `count` of the last `heldOut` digits that ship. */
async function digits(heldOut: number, count: number): Promise<Tiles> {
  const { shape, values } = parseIdx(await promisify(gunzip)(await readFile(testImages)), testImages);
  const [total = 0, height = 0, width = 0] = shape;
  const shown = Math.min(count, heldOut);
  const from = total - heldOut;
  const pixels = values.subarray(from * height * width, (from + shown) * height * width);
  return { pixels, count: shown, width, height, channels: 1 };
}
