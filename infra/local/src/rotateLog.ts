import { copyFileSync, statSync, truncateSync } from 'node:fs';

const largestBytes = 10 * 1024 * 1024;

/**
 * Moves what a log holds to `<file>.1` once it has grown large, and gives whether it did. Its writers keep the file open, so
 * it is copied and emptied; they append (O_APPEND) and go on at the new end. What they write between the two steps,
 * microseconds apart, is lost.
 */
export function rotateLog(file: string, limitBytes = largestBytes): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || stats.size <= limitBytes) return false;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
  return true;
}
