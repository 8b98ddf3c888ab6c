import { expect, it } from 'vitest';
import { placeInText } from './yamlTextPlace.ts';
import { readYamlTree } from './yamlTree.ts';

/** Where the word HERE of the value of `a` is said to stand, and where it does. */
function places(text: string) {
  const { root } = readYamlTree(text);
  const entry = root?.kind === 'map' ? root.entries[0] : undefined;
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'string') throw new Error('no text');
  const { line, column } = placeInText(entry.value, entry.value.value.indexOf('HERE'));
  const lines = text.slice(0, text.indexOf('HERE')).split('\n');
  return { said: `${line}:${column}`, is: `${lines.length}:${lines.at(-1)!.length + 1}` };
}

it.each([
  'a: x HERE\n',
  "a: 'x == ''y'' HERE'\n",
  'a: "x == \\"y\\" \\u00e9 HERE"\n',
  'a:   &anchor "x HERE"\n',
  'a: x\n  and HERE\n',
  'a: "x\n  and\n  HERE"\n',
  'a: |\n  x and\n  y HERE\n',
  'a: >-\n    x\n    and\n    y HERE\n',
  'a: HERE',
])('finds a place inside %j', (text) => {
  const { said, is } = places(text);
  expect(said).toBe(is);
});
