import { expect, test } from 'vitest';
import { evenly } from './evenly.ts';

test('takes from all over the list, and all where they are few', () => {
  expect(evenly([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 4, 7]);
  expect(evenly([1, 2, 3], 3)).toEqual([1, 2, 3]);
  expect(evenly([1, 2, 3, 4], 3)).toEqual([1, 2, 3]);
  expect(evenly([], 3)).toEqual([]);
});
