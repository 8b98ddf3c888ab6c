import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { dataFault } from '@seesaw/gan/data/dataFault';
import { broken, type IdxBytes, parseIdx } from '@seesaw/gan/data/idx';
import { type OwnImages, ownImages } from '@seesaw/gan/data/ownImages';
import type { ImageData } from '@seesaw/gan/data/trainingData';
import { entriesOf, readDataFile } from './dataFolder.ts';
import type { Note } from './dataShelf.ts';

const NAMING =
  'Name files as MNIST does: …images… and, with labels, …labels…; train-… beside t10k-… or test-… where some are held out.';

/**
 * Images of one's own in idx files, zipped or not: one file of images [n, height, width] or [n, height, width, 1 or 3], and
 * labels [n] where there are any; or two such pairs, of which that with "train" in its names is trained on.
 *
 * @throws SeesawError `data-set` naming the file that cannot be used and what to do
 */
export async function readIdxFolder(name: string, folder: string, note: Note): Promise<ImageData> {
  const names = (await entriesOf(folder)).filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const images = names.filter((file) => /images/i.test(file));
  const labels = names.filter((file) => /labels/i.test(file));
  if (images.length === 0) throw dataFault(folder, 'holds no idx file of images', NAMING);
  if (images.length > 2 || labels.length > images.length) {
    throw dataFault(folder, `holds ${images.length} files of images and ${labels.length} of labels`, NAMING);
  }
  const train = images.length === 1 ? images[0]! : trainingPart(images, folder);
  const first = await readPair(folder, train, labelsOf(train, { images, labels, folder }));
  const test = images.find((file) => file !== train);
  const second =
    test === undefined ? undefined : await readPair(folder, test, labelsOf(test, { images, labels, folder }));
  if (second !== undefined) refuseOtherShape(join(folder, test!), first, second);
  if (first.labels.length > 0 !== (second ?? first).labels.length > 0) {
    throw dataFault(folder, 'has labels for one of two files of images', 'Add the others, or take them away.');
  }
  const data = ownImages({ name, from: folder, images: first, heldOut: second });
  const labelled = data.labelCount === 0 ? 'without labels' : `with ${data.labelCount} labels`;
  note(
    `Data set ${name}: ${data.train.count} images of ${data.width} × ${data.height} pixels to train on, ${data.heldOut.count} held out, ${labelled}.`,
  );
  return data;
}

function trainingPart(images: readonly string[], folder: string): string {
  const named = images.filter((file) => /train/i.test(file));
  if (named.length === 1) return named[0]!;
  throw dataFault(folder, `holds two files of images (${images.join(', ')})`, NAMING);
}

/** The file of labels that goes with one of images: the only one, or the one that is named alike. */
function labelsOf(
  file: string,
  { images, labels, folder }: { images: readonly string[]; labels: readonly string[]; folder: string },
): string | undefined {
  if (labels.length === 0) return undefined;
  if (images.length === 1) return labels[0];
  const isTrain = /train/i.test(file);
  const alike = labels.filter((one) => /train/i.test(one) === isTrain);
  if (alike.length > 1) throw dataFault(folder, `holds two files of labels (${alike.join(', ')})`, NAMING);
  return alike[0];
}

async function readPair(folder: string, imagesFile: string, labelsFile: string | undefined): Promise<OwnImages> {
  const path = join(folder, imagesFile);
  const { shape, values } = await readIdx(path);
  const [count = 0, height = 0, width = 0, channels = 1] = shape;
  if (shape.length < 3 || shape.length > 4 || (channels !== 1 && channels !== 3) || values.length === 0) {
    const hint = 'Images are [n, height, width], or [n, height, width, 1 or 3].';
    throw dataFault(path, `has the shape [${shape.join(', ')}]`, hint);
  }
  const labels = labelsFile === undefined ? new Uint8Array() : await readLabels(join(folder, labelsFile), count, path);
  return { count, width, height, channels, pixels: values, labels };
}

async function readLabels(path: string, count: number, images: string): Promise<Uint8Array> {
  const { shape, values } = await readIdx(path);
  if (shape.length === 1 && shape[0] === count) return values;
  throw dataFault(
    path,
    `has the shape [${shape.join(', ')}]`,
    `It should hold one label for each of the ${count} images of ${images}.`,
  );
}

async function readIdx(path: string): Promise<IdxBytes> {
  const bytes = await readDataFile(path);
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isZipped) return parseIdx(bytes, path);
  const unzipped = await promisify(gunzip)(bytes).catch((cause) => {
    throw broken(path, 'is not a whole gzip file', cause);
  });
  return parseIdx(unzipped, path);
}

function refuseOtherShape(path: string, first: OwnImages, second: OwnImages): void {
  const sizeOf = ({ width, height, channels }: OwnImages) => `${width} × ${height} × ${channels}`;
  if (sizeOf(first) === sizeOf(second)) return;
  throw dataFault(
    path,
    `has images of ${sizeOf(second)}`,
    `Those to train on have ${sizeOf(first)}: they must be alike.`,
  );
}
