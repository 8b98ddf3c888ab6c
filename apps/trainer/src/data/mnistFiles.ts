import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { broken } from '@seesaw/gan/data/idx';
import { type MnistFile, mnist10k, mnist70k, mnistFiles, type UnzippedFile } from '@seesaw/gan/data/mnist';
import type { ImageData } from '@seesaw/gan/data/trainingData';
import { SeesawError } from '@seesaw/shared/errors';
import type { DataFolders } from '../child/childEnv.ts';
import { writeFileDurably } from '../child/durableFiles.ts';
import type { Note } from './dataShelf.ts';
import { fetchBytes } from './fetchBytes.ts';
import { withLock } from './withLock.ts';

/** The MNIST test files that come with Seesaw. */
const SHIPPED = fileURLToPath(new URL('../../../../data/mnist/', import.meta.url));

/** Where the training files come from, and which bytes they must be. */
export interface MnistSource {
  readonly trainImages: MnistFile;
  readonly trainLabels: MnistFile;
  /** Folders on the web, asked in this order. */
  readonly mirrors: readonly string[];
}

/** Public mirrors of the original files; every download is checked against the official SHA-256. */
const PUBLIC_SOURCE: MnistSource = {
  trainImages: mnistFiles.trainImages,
  trainLabels: mnistFiles.trainLabels,
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
};

/** The 10,000 shipped digits; needs nothing but the project. */
export async function readMnist10k(note: Note, folder: string = SHIPPED): Promise<ImageData> {
  const [images, labels] = await Promise.all([
    readVerified(join(folder, mnistFiles.testImages.file), mnistFiles.testImages),
    readVerified(join(folder, mnistFiles.testLabels.file), mnistFiles.testLabels),
  ]);
  const data = mnist10k({ images, labels });
  note(`Data set mnist-10k: the shipped test digits, ${data.train.count} to train on, ${data.heldOut.count} held out.`);
  return data;
}

/** All 70,000 digits, from SEESAW_DATA_DIR, the cache or a download; the two test files are the shipped ones. */
export async function readMnist70k(
  env: DataFolders,
  note: Note,
  source: MnistSource = PUBLIC_SOURCE,
): Promise<ImageData> {
  const { mirrors } = source;
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    findOrDownload(source.trainImages, { env, mirrors, note }),
    findOrDownload(source.trainLabels, { env, mirrors, note }),
    readVerified(join(SHIPPED, mnistFiles.testImages.file), mnistFiles.testImages),
    readVerified(join(SHIPPED, mnistFiles.testLabels.file), mnistFiles.testLabels),
  ]);
  const data = mnist70k({ images: trainImages, labels: trainLabels }, { images: testImages, labels: testLabels });
  note(`Data set mnist-70k: ${data.train.count} digits to train on, ${data.heldOut.count} held out.`);
  return data;
}

interface Places {
  readonly env: DataFolders;
  readonly mirrors: readonly string[];
  readonly note: Note;
}

async function findOrDownload(wanted: MnistFile, { env, mirrors, note }: Places): Promise<UnzippedFile> {
  const own =
    env.dataDir === undefined ? [] : [join(env.dataDir, 'mnist', wanted.file), join(env.dataDir, wanted.file)];
  for (const path of own) {
    if (await exists(path)) return readVerified(path, wanted);
  }
  const cached = join(env.cacheDir, 'datasets', 'mnist', wanted.file);
  // Slots start together and want the same files: one downloads, the others wait and find it.
  return withLock(`${cached}.lock`, async () => {
    if (await exists(cached)) {
      try {
        return await readVerified(cached, wanted);
      } catch (error) {
        note(`${reason(error)} It is downloaded again.`);
      }
    }
    return download(wanted, { cached, mirrors, note });
  });
}

async function download(
  wanted: MnistFile,
  { cached, mirrors, note }: { cached: string; mirrors: readonly string[]; note: Note },
): Promise<UnzippedFile> {
  const problems: string[] = [];
  for (const mirror of mirrors) {
    const url = mirror + wanted.file;
    try {
      const zipped = await fetchBytes(url);
      const file = await unzipVerified(zipped, url, wanted);
      await writeFileDurably(cached, zipped);
      note(`Downloaded ${url} (${zipped.length} bytes, SHA-256 right).`);
      return file;
    } catch (error) {
      note(`Could not get ${url}: ${reason(error)}`);
      problems.push(`${url}: ${reason(error)}`);
    }
  }
  const hint = 'Put the four MNIST files into a folder and set SEESAW_DATA_DIR to it, or use dataset: mnist-10k.';
  throw new SeesawError(
    'data-set',
    `Data file ${wanted.file} of mnist-70k is neither here nor can it be downloaded (${problems.join(' · ')}). ${hint}`,
    { facts: { file: wanted.file, hint } },
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readVerified(path: string, wanted: MnistFile): Promise<UnzippedFile> {
  let zipped: Uint8Array;
  try {
    zipped = await readFile(path);
  } catch (cause) {
    throw broken(path, 'cannot be read', cause);
  }
  return unzipVerified(zipped, path, wanted);
}

async function unzipVerified(zipped: Uint8Array, path: string, wanted: MnistFile): Promise<UnzippedFile> {
  let bytes: Uint8Array;
  try {
    bytes = await promisify(gunzip)(zipped);
  } catch (cause) {
    throw broken(path, 'is not a whole gzip file', cause);
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== wanted.sha256) {
    throw broken(path, `has SHA-256 ${found} after unzipping, expected ${wanted.sha256}`);
  }
  return { path, bytes };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
