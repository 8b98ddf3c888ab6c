import { closeSync, opendirSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { fewestImages, heldOutCount } from '@seesaw/gan/data/ownImages';
import { isPictureFile } from '@seesaw/gan/data/pictureFiles';
import type { FolderFacts } from '@seesaw/shared/catalog';
import type { FolderFault } from '@seesaw/shared/sweepFile';

/** More pictures than any batch takes. It is asked while a person types, and folders may hold a million. */
const countedPictures = 10_000;
/** Of an idx file as much as has the sizes in it, also where it is zipped. */
const headerBytes = 1024;

/**
 * How many images there are and whether they have labels, from names and headers alone. What cannot be told so counts as good: the
 * trainer reads all of it and refuses what it cannot use.
 *
 * @param dataset which of the data sets that lie in folders
 * @param mostFiles so many are looked at, pictures or not
 */
export function lookIntoFolder(dataset: string, folder: string, mostFiles = 100_000): FolderFacts | FolderFault {
  try {
    const visibleIn = lister(mostFiles);
    return dataset === 'idx' ? idxFiles(folder, visibleIn) : pictures(folder, visibleIn);
  } catch {
    // More than are looked at, or not for this process to read: the trainer may be another user.
    return { trainSize: 0, isLabelled: true };
  }
}

function pictures(folder: string, visibleIn: Lister): FolderFacts | FolderFault {
  let count = 0;
  let labels = 0;
  for (const { name, isDirectory } of visibleIn(folder)) {
    if (count >= countedPictures) break;
    const found = isDirectory
      ? picturesIn(path.join(folder, name), countedPictures - count, visibleIn)
      : Number(isPictureFile(name));
    count += found;
    if (isDirectory && found > 0) labels += 1;
  }
  if (count === 0) return fault(`${folder} holds no pictures.`, 'Put PNG or JPEG files into it.');
  // Of very many it was not seen whether others lie in another folder.
  const isLabelled = labels > 1 || (labels === 1 && count === countedPictures);
  return enough(folder, count) ?? { trainSize: trainedOn(count), isLabelled };
}

function picturesIn(folder: string, most: number, visibleIn: Lister): number {
  let count = 0;
  for (const { name, isDirectory } of visibleIn(folder)) {
    if (count === most) break;
    if (!isDirectory && isPictureFile(name)) count += 1;
  }
  return count;
}

function idxFiles(folder: string, visibleIn: Lister): FolderFacts | FolderFault {
  const names = [...visibleIn(folder)].filter(({ isDirectory }) => !isDirectory).map(({ name }) => name);
  const images = names.filter((name) => /images/i.test(name));
  if (images.length === 0)
    return fault(
      `${folder} holds no idx file of images.`,
      'Name files as MNIST does: …images… and, with labels, …labels….',
    );
  const isLabelled = names.some((name) => /labels/i.test(name));
  const file = images.length === 1 ? images[0] : images.find((name) => /train/i.test(name));
  const count = file === undefined ? undefined : imagesIn(path.join(folder, file));
  if (count === undefined) return { trainSize: 0, isLabelled };
  return enough(folder, count) ?? { trainSize: images.length === 1 ? trainedOn(count) : count, isLabelled };
}

/** The first size in the header; undefined where it is none. */
function imagesIn(file: string): number | undefined {
  const start = startOf(file);
  if (start === undefined || start.length < 8 || start.readUInt16BE(0) !== 0) return undefined;
  return start.readUInt32BE(4);
}

function startOf(file: string): Buffer | undefined {
  const bytes = Buffer.alloc(headerBytes);
  try {
    const handle = openSync(file, 'r');
    try {
      const start = bytes.subarray(0, readSync(handle, bytes, 0, headerBytes, 0));
      const isZipped = start[0] === 0x1f && start[1] === 0x8b;
      return isZipped ? gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }) : start;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

function enough(folder: string, count: number): FolderFault | undefined {
  if (count >= fewestImages) return undefined;
  const hint = `Add images: at least ${fewestImages} are needed, as a fifth of them is held out.`;
  return fault(`${folder} has ${count} ${count === 1 ? 'image' : 'images'}.`, hint);
}

function trainedOn(count: number): number {
  return count - heldOutCount(count);
}

function fault(message: string, suggestion: string): FolderFault {
  return { message, suggestion, severity: 'error' };
}

interface Entry {
  readonly name: string;
  readonly isDirectory: boolean;
}

type Lister = (folder: string) => Generator<Entry>;

/** Lists folders, entry after entry, without hidden ones; throws where they are too many together. */
function lister(most: number): Lister {
  let left = most;
  return function* visibleIn(folder) {
    const entries = opendirSync(folder);
    try {
      for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
        left -= 1;
        if (left < 0) throw new RangeError('too many files');
        if (!entry.name.startsWith('.')) yield { name: entry.name, isDirectory: entry.isDirectory() };
      }
    } finally {
      entries.closeSync();
    }
  };
}
