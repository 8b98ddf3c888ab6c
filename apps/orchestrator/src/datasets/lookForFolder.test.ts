import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderLooker } from './lookForFolder.ts';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'seesaw-data-'));
  mkdirSync(path.join(dataDir, 'faces', 'small'), { recursive: true });
  writeFileSync(path.join(dataDir, 'file'), '');
  for (let i = 0; i < 40; i++) writeFileSync(path.join(dataDir, 'faces', 'small', `${i}.png`), '');
});
afterAll(() => rmSync(dataDir, { recursive: true }));

test('of a folder that is there it says what lies in it', () => {
  for (const folder of ['faces', 'faces/small'])
    expect(folderLooker(dataDir)(`image-folder:${folder}`)).toMatchObject({ trainSize: 32 });
});

test('one that is not is refused, with where it was looked for and the nearest name', () => {
  expect(folderLooker(dataDir)('image-folder:facse')).toEqual({
    message: `There is no folder facse in ${dataDir} (SEESAW_DATA_DIR).`,
    suggestion: 'Did you mean faces?',
    severity: 'error',
  });
  expect(folderLooker(dataDir)('image-folder:file')).toMatchObject({ severity: 'error' });
  expect(folderLooker(path.join(dataDir, 'gone'))('idx:letters')).toMatchObject({ severity: 'error' });
});

test('a server without a data folder warns, since its trainers may have one', () => {
  expect(folderLooker(null)('idx:letters')).toMatchObject({
    severity: 'warning',
    suggestion: expect.stringContaining('SEESAW_DATA_DIR'),
  });
});
