import { expect, test } from 'vitest';
import { keyProblem } from './entityKey.ts';

test.each(['train/d_loss', 'seesaw.health', 'a b', 'x:y', 'größe', 'k'.repeat(250)])('the key %j is allowed', (key) => {
  expect(keyProblem(key)).toBeNull();
});

test.each(['', '/a', 'a/', 'a//b', './a', 'a/../b', '..', 'a=b', 'a\n', 'loss{d}', 'k'.repeat(251)])(
  'the key %j is refused with a reason',
  (key) => {
    expect(keyProblem(key)).toMatch(/\w/);
  },
);
