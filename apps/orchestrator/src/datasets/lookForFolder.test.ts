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
});
afterAll(() => rmSync(dataDir, { recursive: true }));

test('a folder that is there needs no word', () => {
  expect(folderLooker(dataDir)('image-folder:faces')).toBeUndefined();
  expect(folderLooker(dataDir)('image-folder:faces/small')).toBeUndefined();
});

test('one that is not is refused, with where it was looked for and the nearest name', () => {
  expect(folderLooker(dataDir)('image-folder:facse')).toEqual({
    message: `There is no folder facse in ${dataDir} (SEESAW_DATA_DIR).`,
    suggestion: 'Did you mean faces?',
    severity: 'error',
  });
  expect(folderLooker(dataDir)('image-folder:file')?.severity).toBe('error');
  expect(folderLooker(path.join(dataDir, 'gone'))('idx:letters')?.severity).toBe('error');
});

test('a server without a data folder warns, since its trainers may have one', () => {
  expect(folderLooker(null)('idx:letters')).toMatchObject({
    severity: 'warning',
    suggestion: expect.stringContaining('SEESAW_DATA_DIR'),
  });
});
