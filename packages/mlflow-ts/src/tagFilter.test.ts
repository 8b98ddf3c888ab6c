import { expect, test } from 'vitest';
import { MlflowRefused } from './errors.ts';
import { tagFilter } from './tagFilter.ts';

test('conditions are joined with and', () => {
  expect(tagFilter({ 'seesaw.sweep_id': 's1', 'seesaw.trial_id': '7' })).toBe(
    "tags.`seesaw.sweep_id` = 's1' and tags.`seesaw.trial_id` = '7'",
  );
  expect(tagFilter({})).toBe('');
});

test('a value keeps its quotes, and one with both kinds is refused', () => {
  expect(tagFilter({ a: "it's" })).toBe('tags.`a` = "it\'s"');
  expect(() => tagFilter({ a: `' or "` })).toThrow(MlflowRefused);
});

test('a key cannot break out of its quotes', () => {
  expect(() => tagFilter({ 'a` = "" or tags.`b': 'x' })).toThrow(MlflowRefused);
});
