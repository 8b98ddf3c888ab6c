import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../exitCodes.ts';
import { startTestApi } from '../testApi.ts';
import { readSweepFile } from './readSweepFile.ts';

const action = 'Give the path of a sweep file, or - for standard input.';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seesaw-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

test('text is read as it is, up to the limit', async () => {
  const text = `name: é\n${'#'.repeat(999_991)}`;
  expect(await readSweepFile(await written('largest.yaml', text))).toBe(text);
});

test('a file that is too large is named with its size and the limit, and nothing is sent', async () => {
  const file = await written('large.bin', new Uint8Array(1_000_001));
  const api = await startTestApi();
  try {
    expect(await api.seesaw('sweep', 'create', file)).toEqual({
      code: exitCodes.error,
      out: '',
      err: `error: ${file} has 1000001 bytes; a sweep file has at most 1000000.\n${action}\n`,
    });
    expect(api.asked).toEqual([]);
  } finally {
    await api.close();
  }
});

test('what does not tell its size is read no further than the limit', async () => {
  await expect(readSweepFile('/dev/zero')).rejects.toMatchObject({
    message: '/dev/zero has more than 1000000 bytes; a sweep file has at most 1000000.',
    hint: action,
  });
});

test('bytes that are no text are not taken for YAML', async () => {
  const file = await written('small.bin', new Uint8Array([127, 69, 76, 70, 0, 1]));
  await expect(readSweepFile(file)).rejects.toMatchObject({ message: `${file} is no text, as a sweep file is.` });
});

test('a folder and a file that is not there are told apart', async () => {
  await expect(readSweepFile(folder)).rejects.toMatchObject({ message: `${folder} cannot be read: it is a folder.` });
  const file = join(folder, 'none.yaml');
  await expect(readSweepFile(file)).rejects.toMatchObject({
    message: `${file} cannot be read: there is no such file.`,
  });
});
