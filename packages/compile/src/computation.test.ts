import { expect, it } from 'vitest';
import { computationOf, insideFunction } from './computation.ts';
import type { Source, Trace } from './trace.ts';

it('under XLA a function gives once what is taken twice, and nothing that it was given: it would copy both', () => {
  const float = { dtype: 1, shape: [2] };
  const [given, negative, square]: Source[] = [
    { from: 'variable', index: 0 },
    { from: 'node', node: 0, output: 0 },
    { from: 'node', node: 1, output: 0 },
  ];
  const nodeOf = (operation: string, input: Source) => ({
    operation,
    inputs: [input],
    attributes: { T: { type: 1 } },
    outputs: [float],
  });
  const trace: Trace = {
    variables: [float],
    inputs: [],
    nodes: [nodeOf('Neg', given!), nodeOf('Square', given!)],
    outputs: [
      { name: 'again', source: negative! },
      { name: 'square', source: square! },
    ],
    assigned: [negative!],
  };
  const results = [negative!, given!, square!, negative!];
  const { nodes, functions, refs } = computationOf({ name: 'entry', trace, mode: 'xla', results, at: insideFunction });
  expect(functions.map(({ signature }) => signature.outputArg.length)).toEqual([2]);
  expect(nodes.map(({ attr }) => attr.Tout)).toEqual([{ list: { type: [1, 1] } }]);
  expect(refs).toEqual(['step/call:output:0', 'variable0', 'step/call:output:1', 'step/call:output:0']);
});
