import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** What was begun and what ended, in order, of pieces of work that end when they are told to. */
function watched() {
  const turns = createTurns();
  const seen: string[] = [];
  const ends = new Map<string, () => void>();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    seen,
    settled,
    async take(name: string, group?: string) {
      turns.take(group, async () => {
        seen.push(`${name} begins`);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        seen.push(`${name} ends`);
      });
      await settled();
    },
    async end(name: string) {
      ends.get(name)!();
      await settled();
    },
  };
}

test('segments that train alone follow each other', async () => {
  const { seen, take, end } = watched();
  await take('a');
  await take('b');
  expect(seen).toEqual(['a begins']);
  await end('a');
  expect(seen).toEqual(['a begins', 'a ends', 'b begins']);
});

test('those of one pack train together, whoever comes and goes, and others wait for all of them', async () => {
  const { seen, take, end } = watched();
  await take('a', 'pack');
  await take('b', 'pack');
  expect(seen).toEqual(['a begins', 'b begins']);
  await end('a');
  await take('c', 'pack');
  expect(seen.at(-1)).toBe('c begins');
  await take('d', 'another');
  // Too late: it would keep the other waiting for ever.
  await take('e', 'pack');
  await end('b');
  expect(seen.at(-1)).toBe('b ends');
  await end('c');
  expect(seen.at(-1)).toBe('d begins');
  await end('d');
  expect(seen.at(-1)).toBe('e begins');
});
