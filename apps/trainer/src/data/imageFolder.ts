import { join, relative } from 'node:path';
import { dataFault } from '@seesaw/gan/data/dataFault';
import { ownImages } from '@seesaw/gan/data/ownImages';
import { isPictureFile } from '@seesaw/gan/data/pictureFiles';
import type { ImageData } from '@seesaw/gan/data/trainingData';
import { entriesOf, mostBytes, readDataFile } from './dataFolder.ts';
import type { Note } from './dataShelf.ts';
import { type DecodedPicture, decodePicture } from './decodePicture.ts';

const MOST_LABELS = 256;

interface Found {
  readonly path: string;
  /** Which of the labels; undefined without any. */
  readonly label?: number;
}

/**
 * All PNG and JPEG pictures of a folder, or of the folders in it, which then are labels, in the order of their names. They
 * have one size. Grey where all of them are; what is transparent lies on black.
 *
 * @throws SeesawError `data-set` naming the file that cannot be used and what to do
 */
export async function readImageFolder(name: string, folder: string, note: Note): Promise<ImageData> {
  const { found, labels, others } = await findPictures(folder);
  const data = ownImages({ name, from: folder, images: await readPictures(folder, found) });
  const channels = data.channels === 1 ? 'grey' : 'in colour';
  const labelled = labels.length === 0 ? 'without labels' : `with the labels ${labels.join(', ')}`;
  note(
    `Data set ${name}: ${data.train.count} pictures of ${data.width} × ${data.height} pixels to train on, ${data.heldOut.count} held out, ${channels}, ${labelled}.`,
  );
  if (others.length > 0) {
    note(`${others.length} other files in ${folder} are left alone, such as ${others[0]}.`);
  }
  return data;
}

async function findPictures(folder: string): Promise<{ found: Found[]; labels: string[]; others: string[] }> {
  const entries = await entriesOf(folder);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const pictures = files.filter(isPictureFile);
  const others = files.filter((file) => !isPictureFile(file));
  const inside: { label: string; files: string[] }[] = [];
  for (const entry of entries.filter((one) => one.isDirectory())) {
    const names = (await entriesOf(join(folder, entry.name)))
      .filter((one) => !one.isDirectory())
      .map((one) => one.name);
    const shown = names.filter(isPictureFile);
    others.push(...names.filter((file) => !isPictureFile(file)).map((file) => join(entry.name, file)));
    if (shown.length > 0) inside.push({ label: entry.name, files: shown.map((file) => join(entry.name, file)) });
  }
  if (pictures.length > 0 && inside.length > 0) {
    const hint = 'Put every picture into a folder, each of which is a label, or all beside each other.';
    throw dataFault(join(folder, pictures[0]!), `lies beside folders with pictures (${inside[0]!.label})`, hint);
  }
  if (pictures.length === 0 && inside.length === 0) {
    throw dataFault(folder, 'holds no pictures', 'Put PNG or JPEG files into it.');
  }
  if (inside.length > MOST_LABELS) {
    throw dataFault(
      folder,
      `has ${inside.length} folders with pictures`,
      `At most ${MOST_LABELS} labels are possible.`,
    );
  }
  const found = inside.flatMap((one, label) => one.files.map((file) => ({ path: join(folder, file), label })));
  return {
    found: found.length > 0 ? found : pictures.map((file) => ({ path: join(folder, file) })),
    labels: inside.map(({ label }) => label),
    others,
  };
}

async function readPictures(folder: string, found: readonly Found[]) {
  const [first] = found;
  const { width, height } = decodePicture(await readDataFile(first!.path), first!.path);
  const area = width * height;
  if (found.length * area * 3 > mostBytes) {
    const hint = `All of them are kept in memory, at most ${mostBytes / 2 ** 30} GiB: use fewer or smaller ones.`;
    throw dataFault(folder, `holds ${found.length} pictures of ${width} × ${height} pixels`, hint);
  }
  const colours = new Uint8Array(found.length * area * 3);
  let isGrey = true;
  for (const [i, { path }] of found.entries()) {
    const picture = decodePicture(await readDataFile(path), path);
    if (picture.width !== width || picture.height !== height) {
      const hint = `All pictures of a data set have one size: the first, ${relative(folder, first!.path)}, has ${width} × ${height}. Scale or cut them.`;
      throw dataFault(path, `has ${picture.width} × ${picture.height} pixels`, hint);
    }
    isGrey = onBlack(picture, colours.subarray(i * area * 3, (i + 1) * area * 3)) && isGrey;
  }
  return {
    ...{ count: found.length, width, height, channels: isGrey ? 1 : 3 },
    pixels: isGrey ? Uint8Array.from({ length: found.length * area }, (_, i) => colours[3 * i]!) : colours,
    labels: Uint8Array.from(found.flatMap(({ label }) => (label === undefined ? [] : [label]))),
  };
}

/** Writes the picture without its transparency; whether it is grey. */
function onBlack({ rgba }: DecodedPicture, rgb: Uint8Array): boolean {
  let isGrey = true;
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const opacity = rgba[from + 3]! / 255;
    for (let c = 0; c < 3; c++) rgb[to + c] = Math.round(rgba[from + c]! * opacity);
    isGrey = isGrey && rgb[to] === rgb[to + 1] && rgb[to] === rgb[to + 2];
  }
  return isGrey;
}
