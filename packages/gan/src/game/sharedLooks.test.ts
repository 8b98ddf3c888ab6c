import { expect, test } from 'vitest';
import { type LookProgram, sharedLooks } from './sharedLooks.ts';

function programs() {
  const disposed: string[] = [];
  const made: string[] = [];
  const make =
    (name: string, mode: 'graph' | 'eager' = 'graph') =>
    () => {
      made.push(name);
      return { program: { mode, dispose: () => void disposed.push(name) } } as unknown as LookProgram;
    };
  return { disposed, made, make };
}

test('a program is made once for a structure, also when nobody uses it for a while', () => {
  const { disposed, made, make } = programs();
  const looks = sharedLooks();
  const first = looks.take('a', make('a'));
  expect(looks.take('a', make('a'))).toBe(first);
  looks.release(first);
  looks.release(first);
  expect(looks.take('a', make('a'))).toBe(first);
  expect(made).toEqual(['a']);
  looks.dispose();
  expect(disposed).toEqual(['a']);
});

test('of many unused ones those stay that were used last, and none in use goes', () => {
  const { disposed, make } = programs();
  const looks = sharedLooks();
  looks.take('used', make('used'));
  const names = Array.from({ length: 10 }, (_, index) => `unused ${index}`);
  for (const name of names) looks.release(looks.take(name, make(name)));
  expect(disposed).toEqual(names.slice(0, 2));
});

test('one that runs operation by operation is nobody else’s', () => {
  const { disposed, make } = programs();
  const looks = sharedLooks();
  const own = looks.take('a', make('own', 'eager'));
  expect(looks.take('a', make('other'))).not.toBe(own);
  looks.release(own);
  expect(disposed).toEqual(['own']);
});
