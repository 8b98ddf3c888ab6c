import { renameSync, statSync } from 'node:fs';

const largestBytes = 10 * 1024 * 1024;

/** Moves a log that has grown large to `<file>.1`; done before a start, while nobody writes to it. */
export function rotateLog(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats !== undefined && stats.size > largestBytes) renameSync(file, `${file}.1`);
}
