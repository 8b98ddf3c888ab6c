import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withFileLock } from '../fileLock.ts';
import type { Report } from './found.ts';

const markerName = '.complete';

/** Whether `folder` was finished by an earlier {@link stageFolder}. */
export function isStaged(folder: string): boolean {
  return existsSync(join(folder, markerName));
}

/**
 * Makes sure that `folder` exists and is complete, building it at most once however many processes ask.
 * `build` fills a folder of another name, which takes its place only when it is finished, so an interrupted build is
 * never mistaken for a finished one. Gives true when it was built now.
 */
export async function stageFolder(
  folder: string,
  report: Report,
  build: (partial: string) => Promise<void>,
  { inPlace = false }: { inPlace?: boolean } = {},
): Promise<boolean> {
  if (isStaged(folder)) return false;
  return withFileLock(
    `${folder}.lock`,
    async () => {
      if (isStaged(folder)) return false;
      removeLeftovers(folder);
      // Some things (Python environments) write their own path into their files and cannot be moved: the marker alone tells.
      const partial = inPlace ? folder : `${folder}.partial-${process.pid}`;
      mkdirSync(partial, { recursive: true });
      await build(partial);
      writeFileSync(join(partial, markerName), '');
      if (!inPlace) renameSync(partial, folder);
      return true;
    },
    (pid) => report(`waiting for another set-up (process ${pid})`),
  );
}

function removeLeftovers(folder: string): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name === basename(folder) || name.startsWith(`${basename(folder)}.partial-`)) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}
