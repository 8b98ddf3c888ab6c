import { expect, test } from 'vitest';
import { datasetPattern, isDatasetFolder, partsOfDataset } from './datasetName.ts';

test('what stands behind the first colon is a folder', () => {
  expect(partsOfDataset('ring')).toEqual({ name: 'ring' });
  expect(partsOfDataset('idx:letters')).toEqual({ name: 'idx', folder: 'letters' });
  expect(partsOfDataset('idx:')).toEqual({ name: 'idx', folder: '' });
});

test.each(['faces', 'animals/cats', 'My faces (2)', 'Gesichter-ü', 'a.b'])('%s is a folder', (folder) => {
  expect(isDatasetFolder(folder)).toBe(true);
  expect(new RegExp(datasetPattern('idx')).test(`idx:${folder}`)).toBe(true);
});

test.each(['', '/etc', '../faces', 'a/../b', 'a/', 'a//b', '.hidden', 'C:\\faces', 'a\\b', 'a:b', 'a?b', ' a'])(
  '"%s" is not one',
  (folder) => {
    expect(isDatasetFolder(folder)).toBe(false);
    expect(new RegExp(datasetPattern('idx')).test(`idx:${folder}`)).toBe(false);
  },
);
