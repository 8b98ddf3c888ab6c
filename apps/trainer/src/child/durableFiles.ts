import { randomBytes } from 'node:crypto';
import { closeSync, fsync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

export type NamedBytes = readonly { readonly name: string; readonly bytes: Uint8Array }[];

/**
 * Writes a folder that is there whole or not at all, also after a power cut: temporary folder beside it, every file and the
 * folder synced, rename, parent synced. A folder of that name from an earlier attempt is replaced.
 */
export async function writeFolderDurably(folder: string, files: NamedBytes): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const temporary = temporaryName(folder);
  await mkdir(temporary);
  for (const { name, bytes } of files) await writeSynced(join(temporary, name), bytes);
  await synced(temporary, 'r');
  const replaced = temporaryName(folder);
  const hadOne = await moved(folder, replaced);
  await rename(temporary, folder);
  await synced(parent, 'r');
  if (hadOne) await rm(replaced, { recursive: true, force: true });
}

/** The same for one file; an existing one is replaced in a single move. */
export function writeFileDurably(path: string, bytes: Uint8Array): Promise<void> {
  return writeFilesDurably(dirname(path), [{ name: basename(path), bytes }]);
}

/**
 * The same for files of a folder, each by itself, small ones: only the disk is waited for aside. To hand every call over to
 * another thread takes a busy one longer than the calls do.
 */
export async function writeFilesDurably(folder: string, files: NamedBytes): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await Promise.all(
    files.map(async ({ name, bytes }) => {
      const path = join(folder, name);
      const temporary = temporaryName(path);
      await synced(temporary, 'w', (file) => writeFileSync(file, bytes));
      renameSync(temporary, path);
    }),
  );
  await synced(folder, 'r');
}

async function synced(path: string, flags: 'r' | 'w', write?: (file: number) => void): Promise<void> {
  const file = openSync(path, flags);
  try {
    write?.(file);
    await promisify(fsync)(file);
  } finally {
    closeSync(file);
  }
}

/** Names that the spool's cleaning recognises as unfinished. */
function temporaryName(path: string): string {
  return `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`;
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
