import { dataTypes } from './attrValue.ts';
import type { Repeated } from './compileProgram.ts';
import type { GraphMode } from './computation.ts';
import { callOf, type EntryGraph, endOfEntry } from './entryGraph.ts';
import { blankNode, constantNode, type NodeMessage, node } from './graphMessages.ts';
import { beforeLoop, gatherAttributes, timesLoop } from './timesLoop.ts';
import type { TensorSpec, Trace } from './trace.ts';

/**
 * An entry that one call runs several times: a loop of the graph, whose body is what the function computes. Variables are read
 * before it and assigned after it; between the times they are tensors like all others. How often is how many rows are fed, so
 * that one program serves every number.
 *
 * The loop is one that TensorFlow spreads into its graph (`_lower_using_switch_merge`): as a kernel of its own it would run the
 * body without the rewriting that everything else gets (oneDNN), which gives other bits than the same step alone.
 * @param repeated see `timesLoop`
 */
export function repeatedEntry(name: string, trace: Trace, mode: GraphMode, repeated: Repeated): EntryGraph {
  const loop = timesLoop(name, trace, mode, repeated);
  const at = (local: string) => `${name}/${local}`;
  const first = (one: string) => (one === 'time' ? 'zero' : one.startsWith('output') ? `${one}_none` : one);
  const places = new Map(loop.carried.map((one, place) => [one.name, `${at('loop')}:${place}`]));
  return {
    nodes: [
      ...beforeLoop(name, trace, loop, repeated.same),
      constantNode(at('first'), dataTypes.int32, [1], Int32Array.of(0)),
      node(at('row'), 'GatherV2', [at('shape'), at('first'), at('zero')], gatherAttributes(dataTypes.int32)),
      ...loop.given.flatMap(({ index, spec, gathered }) =>
        gathered ? zerosOfTimes(name, `output${index}_none`, spec) : [blankNode(at(`output${index}_none`), spec)],
      ),
      loop.node(at('loop'), (one) => at(first(one)), {
        _lower_using_switch_merge: { b: true },
      }),
      ...endOfEntry(name, trace, {
        used: loop.used,
        changed: new Map(loop.changed.map((index) => [index, places.get(`variable${index}`)!])),
        outputs: loop.outputs.map(
          ({ index, variable }) => places.get(variable === undefined ? `output${index}` : `variable${variable}`)!,
        ),
      }),
    ],
    functions: loop.functions,
    call: callOf(name, trace),
  };
}

/** [times, ...shape]. */
function zerosOfTimes(name: string, local: string, { dtype, shape }: TensorSpec): NodeMessage[] {
  const [at, zeros] = [(one: string) => `${name}/${one}`, `${name}/${local}`];
  const { int32 } = dataTypes;
  const joined = { N: { i: 2 }, T: { type: int32 }, Tidx: { type: int32 } };
  return [
    blankNode(`${zeros}/blank`, { dtype, shape: [] }),
    constantNode(`${zeros}/each`, int32, [shape.length], Int32Array.from(shape)),
    node(`${zeros}/all`, 'ConcatV2', [at('row'), `${zeros}/each`, at('zero')], joined),
    node(zeros, 'Fill', [`${zeros}/all`, `${zeros}/blank`], { T: { type: dtype }, index_type: { type: int32 } }),
  ];
}
