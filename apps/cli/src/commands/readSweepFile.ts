import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CliError } from '../cliError.ts';

/** The text of a sweep file; `-` is standard input. */
export async function readSweepFile(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (cause as Error).message;
    throw new CliError(`${file} cannot be read: ${why}.`, {
      hint: 'Give the path of a sweep file, or - for standard input.',
      cause,
    });
  }
}
