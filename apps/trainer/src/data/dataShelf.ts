import { grid } from '@seesaw/gan/data/grid';
import { padded } from '@seesaw/gan/data/padded';
import { polygons } from '@seesaw/gan/data/polygons';
import { ring } from '@seesaw/gan/data/ring';
import { stackedMnist } from '@seesaw/gan/data/stackedMnist';
import type { ImageData, PointData, TrainingData } from '@seesaw/gan/data/trainingData';
import { addedNumber } from '@seesaw/gan/game/knobs';
import type { FeatureNet } from '@seesaw/gan/metrics/featureNet';
import { mixtureCeiling } from '@seesaw/gan/metrics/mixtureScore';
import type { RandomSource } from '@seesaw/gan/random/randomSource';
import { partsOfDataset } from '@seesaw/shared/datasetName';
import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { DataFolders } from '../child/childEnv.ts';
import { dataFolder, stampOf } from './dataFolder.ts';
import { type KnownFeatureNet, readFeatureNet } from './featureNetCache.ts';
import { readIdxFolder } from './idxFolder.ts';
import { readImageFolder } from './imageFolder.ts';
import { readMnist10k, readMnist70k } from './mnistFiles.ts';

/** Says one line to the person who watches the trial. */
export type Note = (text: string) => void;

/** Data sets and feature nets of this process, read once and kept between trials. */
export interface DataShelf {
  /**
   * The data set of a configuration, with the frame that it asks for (`image_size`).
   * @throws SeesawError `data-set` naming the file that is missing or broken
   */
  data(config: TrialConfig, note: Note): Promise<TrainingData>;
  features(data: ImageData, note: Note): Promise<FeatureNet>;
}

export function createDataShelf({ env, random }: { env: DataFolders; random: RandomSource }): DataShelf {
  /**
   * By name; `stamp` changes with the files of a folder. Who asks while they are read waits for the same: trials of a pack begin
   * together, and those of one pack read from one object.
   */
  const sets = new Map<string, { stamp: string; data: Promise<TrainingData> }>();
  const framed = new WeakMap<TrainingData, ImageData>();
  const nets = new Map<string, { data: ImageData; known: Promise<KnownFeatureNet> }>();

  async function whole(dataset: string, note: Note): Promise<TrainingData> {
    const { name, folder } = partsOfDataset(dataset);
    const path = folder === undefined ? undefined : await dataFolder(env.dataDir, folder);
    const stamp = path === undefined ? '' : await stampOf(path);
    const known = sets.get(dataset);
    if (known?.stamp === stamp) return known.data;
    const data = path === undefined ? readNamed(name, env, note) : readFolder(dataset, path, note);
    keep(sets, dataset, { stamp, data }, data);
    return data;
  }

  return {
    async data(config, note) {
      const data = await whole(config.dataset, note);
      const size = addedNumber(config, 'image_size', 0);
      if (data.kind === 'points' || size === 0) return data;
      const known = framed.get(data);
      if (known?.width === size) return known;
      const wide = padded(data, size);
      framed.set(data, wide);
      return wide;
    },
    async features(data, note) {
      const before = nets.get(data.name);
      const known =
        before?.data === data ? before.known : readFeatureNet({ data, random, cacheDir: env.cacheDir, note });
      if (known !== before?.known) {
        keep(nets, data.name, { data, known }, known);
        before?.known.then(
          ({ net }) => net.dispose(),
          () => undefined,
        );
      }
      const { net, provenance } = await known;
      note(provenance);
      return net;
    },
  };
}

/** As long as it does not fail: then the next who asks tries again. */
function keep<Kept>(all: Map<string, Kept>, name: string, kept: Kept, read: Promise<unknown>): void {
  all.set(name, kept);
  read.catch(() => {
    if (all.get(name) === kept) all.delete(name);
  });
}

async function readNamed(name: string, env: DataFolders, note: Note): Promise<TrainingData> {
  switch (name) {
    case 'ring':
      return noted(ring, note);
    case 'grid':
      return noted(grid, note);
    case 'polygons':
      return polygons(name, 'smooth');
    case 'polygons-plain':
      return polygons(name, 'plain');
    case 'mnist-10k':
      return readMnist10k(note);
    case 'mnist-70k':
      return readMnist70k(env, note);
    case 'stacked-mnist':
      return stackedMnist(await readMnist10k(note));
    default:
      throw unknown(name);
  }
}

function readFolder(dataset: string, path: string, note: Note): Promise<ImageData> {
  const { name } = partsOfDataset(dataset);
  if (name === 'idx') return readIdxFolder(dataset, path, note);
  if (name === 'image-folder') return readImageFolder(dataset, path, note);
  throw unknown(name);
}

function noted(data: PointData, note: Note): PointData {
  const ceiling = (100 * mixtureCeiling).toFixed(2);
  note(
    `Data set ${data.name}: ${data.centres.length} modes with standard deviation ${data.sigma}; of a perfect sampler ${ceiling} % are of high quality, and it scores ${(1 - mixtureCeiling).toFixed(3)}.`,
  );
  return data;
}

function unknown(name: string): SeesawError {
  return new SeesawError('data-set', `This trainer knows no data set ${name}.`, {
    facts: { hint: 'Update the trainer, or name another data set.' },
  });
}
