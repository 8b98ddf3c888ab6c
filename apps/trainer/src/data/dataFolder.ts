import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFault } from '@seesaw/gan/data/dataFault';
import { SeesawError } from '@seesaw/shared/errors';

/** Pixels of a data set are kept in memory. */
export const mostBytes = 2 ** 31;

/**
 * The folder of a data set below SEESAW_DATA_DIR.
 * @throws SeesawError `data-set` where either is not there
 */
export async function dataFolder(dataDir: string | undefined, folder: string): Promise<string> {
  if (dataDir === undefined) {
    const hint = 'Set SEESAW_DATA_DIR to the folder that holds your data, and start Seesaw again.';
    throw new SeesawError(
      'data-set',
      `Where the folder ${folder} lies is not known: SEESAW_DATA_DIR is not set. ${hint}`,
      {
        facts: { hint },
      },
    );
  }
  const path = join(dataDir, folder);
  const found = await statOf(path);
  if (found?.isDirectory()) return path;
  const what = found === undefined ? 'is not there' : 'is no folder';
  throw dataFault(path, what, 'Put the data there, or set SEESAW_DATA_DIR to the folder above it.');
}

/** What is visible in a folder, by name in the order of its characters' codes, which is the same on every machine. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function readDataFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw dataFault(path, `cannot be read (${(cause as Error).message})`, 'Make it readable, or take it away.', cause);
  }
}

/** Changes when a file in the folder, or in one inside of it, is added, taken away or written. */
export async function stampOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const look = async (path: string, depth: number): Promise<void> => {
    for (const entry of await entriesOf(path)) {
      const inside = join(path, entry.name);
      const { size, mtimeMs } = await stat(inside);
      hash.update(`${entry.name}\0${size}\0${mtimeMs}\n`);
      if (entry.isDirectory() && depth > 0) await look(inside, depth - 1);
    }
  };
  await look(folder, 1);
  return hash.digest('hex');
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw dataFault(path, `cannot be read (${(error as Error).message})`, 'Make it readable.', error);
  }
}
