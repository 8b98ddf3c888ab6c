import { dataTypes } from './attrValue.ts';
import { compiledByXla, compiledCall } from './computation.ts';
import { callOf, type EntryGraph, endOfEntry } from './entryGraph.ts';
import { blankNode, constantNode, type NodeMessage, node } from './graphMessages.ts';
import { beforeLoop, gatherAttributes, timesLoop } from './timesLoop.ts';
import type { Trace } from './trace.ts';

const { int32 } = dataTypes;

/**
 * An entry that one call runs several times, with the loop inside of what XLA compiles: a time then costs nothing besides what it
 * computes. XLA compiles for shapes, so it is given memory for the rows of as many times as there can be, and runs through as many
 * as are fed. The others are never read, and never written either: zeros would take longer than a time does.
 * @param every see `timesLoop`
 */
export function compiledLoop(
  name: string,
  trace: Trace,
  { every, most }: { readonly every: readonly string[]; readonly most: number },
): EntryGraph {
  const { variables, inputs } = trace;
  // As a graph: what surrounds the loop is compiled as a whole.
  const loop = timesLoop(name, trace, 'graph', every);
  const { used, changed, given } = loop;
  const at = (local: string) => `${name}/${local}`;
  const taken = [
    ...used.map((index) => ({ name: `variable${index}`, type: variables[index]!.dtype, from: `variable${index}` })),
    ...inputs.map(({ dtype }, index) => ({ name: `rows${index}`, type: dtype, from: `filled${index}` })),
    { name: 'times', type: int32, from: 'times' },
  ];
  const results = [
    ...changed.map((index) => ({ name: `variable${index}`, type: variables[index]!.dtype })),
    ...given.map(({ index, spec }) => ({ name: `output${index}`, type: spec.dtype })),
  ];
  const placesInLoop = new Map(loop.carried.map((one, place) => [one.name, place]));
  const made: NodeMessage[] = [
    constantNode('time', int32, [], Int32Array.of(0)),
    constantNode(
      'range',
      int32,
      [most],
      Int32Array.from({ length: most }, (_, time) => time),
    ),
    ...given.map(({ index, spec: { dtype, shape }, gathered }) =>
      blankNode(`output${index}`, { dtype, shape: gathered ? [most, ...shape] : shape }),
    ),
  ];
  const isMade = new Set(made.map((one) => one.name));
  const refs = new Map(results.map((one, place) => [one.name, `${at('call')}:${place}`]));
  return {
    nodes: [
      ...beforeLoop(name, trace, loop),
      ...inputs.flatMap(({ dtype, shape }, index) => [
        constantNode(at(`most${index}`), int32, [shape.length + 1], Int32Array.of(most, ...shape)),
        node(at(`empty${index}`), 'Empty', [at(`most${index}`)], { dtype: { type: dtype }, init: { b: false } }),
        node(at(`filled${index}`), 'InplaceUpdate', [at(`empty${index}`), at('range'), at(`rows${index}`)], {
          T: { type: dtype },
        }),
      ]),
      compiledCall(
        at('call'),
        `${name}_compiled`,
        taken.map(({ from }) => at(from)),
        { taken: taken.map(({ type }) => type), given: results.map(({ type }) => type) },
      ),
      ...given
        .filter(({ gathered }) => gathered)
        .map(({ index, spec }) =>
          node(
            at(`every${index}`),
            'GatherV2',
            [refs.get(`output${index}`)!, at('range'), at('zero')],
            gatherAttributes(spec.dtype),
          ),
        ),
      ...endOfEntry(name, trace, {
        used,
        changed: new Map(changed.map((index) => [index, refs.get(`variable${index}`)!])),
        outputs: loop.outputs.map(({ index, variable, gathered }) =>
          gathered ? at(`every${index}`) : refs.get(variable === undefined ? `output${index}` : `variable${variable}`)!,
        ),
      }),
    ],
    functions: [
      ...loop.functions,
      {
        signature: {
          name: `${name}_compiled`,
          inputArg: taken.map(({ name: argument, type }) => ({ name: argument, type })),
          outputArg: results.map((one) => ({ ...one, name: `${one.name}_last` })),
        },
        nodeDef: [...made, loop.node('loop', (one) => (isMade.has(one) ? `${one}:output:0` : one))],
        ret: Object.fromEntries(
          results.map((one) => [`${one.name}_last`, `loop:output:${placesInLoop.get(one.name)}`]),
        ),
        attr: compiledByXla,
      },
    ],
    call: callOf(name, trace),
  };
}
