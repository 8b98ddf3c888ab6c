import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

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
  await syncFolder(temporary);
  const replaced = temporaryName(folder);
  const hadOne = await moved(folder, replaced);
  await rename(temporary, folder);
  await syncFolder(parent);
  if (hadOne) await rm(replaced, { recursive: true, force: true });
}

/** The same for one file; an existing one is replaced in a single move. */
export async function writeFileDurably(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  await writeSynced(temporary, bytes);
  await rename(temporary, path);
  await syncFolder(dirname(path));
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

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
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
