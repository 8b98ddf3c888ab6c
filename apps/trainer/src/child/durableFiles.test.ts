import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileDurably, writeFolderDurably } from './durableFiles.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'seesaw-durable-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

test('a folder replaces the one of an earlier attempt whole: no file of the old one remains, nor anything temporary', async () => {
  const folder = join(root, 'checkpoints', 'global_step_10');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'leftover'), 'old');
  await writeFolderDurably(folder, [{ name: 'a', bytes: bytes('new') }]);
  expect(await readdir(folder)).toEqual(['a']);
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
  expect(await readdir(join(root, 'checkpoints'))).toEqual(['global_step_10']);
});

test('a file is replaced in one move', async () => {
  const path = join(root, 'samples', 'step_1.png');
  await writeFileDurably(path, bytes('one'));
  await writeFileDurably(path, bytes('two'));
  expect(await readFile(path, 'utf8')).toBe('two');
  expect(await readdir(join(root, 'samples'))).toEqual(['step_1.png']);
});
