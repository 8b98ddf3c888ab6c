import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { maxSweepFileBytes } from '@seesaw/shared/maxSweepFileBytes';
import { CliError } from '../cliError.ts';

const hint = 'Give the path of a sweep file, or - for standard input.';

/** The text of a sweep file; `-` is standard input. What cannot be one is refused here, where its name is known. */
export async function readSweepFile(file: string): Promise<string> {
  const fromInput = file === '-';
  const name = fromInput ? 'Standard input' : file;
  try {
    const { size } = fromInput ? { size: 0 } : await stat(file);
    if (size > maxSweepFileBytes) throw tooLarge(name, `${size} bytes`);
    const text = await textOf(fromInput ? process.stdin : createReadStream(file), name);
    if (text.includes('\0')) throw new CliError(`${name} is no text, as a sweep file is.`, { hint });
    return text;
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (cause as Error).message;
    throw new CliError(`${name} cannot be read: ${why}.`, { hint, cause });
  }
}

/** Pipes and devices do not tell their size, and need not end. */
async function textOf(stream: AsyncIterable<Buffer>, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxSweepFileBytes) throw tooLarge(name, `more than ${maxSweepFileBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(name: string, size: string): CliError {
  return new CliError(`${name} has ${size}; a sweep file has at most ${maxSweepFileBytes}.`, { hint });
}
