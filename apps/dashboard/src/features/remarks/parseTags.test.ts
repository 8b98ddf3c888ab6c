import { expect, test } from 'vitest';
import { parseTags } from './parseTags.ts';

test('tags are what stands between commas, each once', () => {
  expect(parseTags(' paper, good,, paper ,<b>')).toEqual(['paper', 'good', '<b>']);
  expect(parseTags(' , ')).toEqual([]);
  expect(parseTags('x'.repeat(60))).toEqual(['x'.repeat(40)]);
});
