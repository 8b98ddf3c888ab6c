import { expect, test } from 'vitest';
import { node } from './graphMessages.ts';
import { spreadConditions } from './spreadConditions.ts';

test('conditions and loops at the top of a graph are spread into it, and nothing else changes', () => {
  const library = { function: [] };
  const rest = [node('a', 'Identity', ['b'], { T: { type: 1 } })];
  const graph = {
    node: [node('c', 'If', ['asked'], { Tcond: { type: 10 } }), node('w', 'While', ['a'], {}), ...rest],
    library,
    versions: { producer: 1 },
  };
  const spread = { _lower_using_switch_merge: { b: true } };
  expect(spreadConditions(graph)).toEqual({
    ...graph,
    node: [node('c', 'If', ['asked'], { Tcond: { type: 10 }, ...spread }), node('w', 'While', ['a'], spread), ...rest],
  });
});
