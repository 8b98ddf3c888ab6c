import { dataTypes } from './attrValue.ts';
import { compiledByXla, compiledCall } from './computation.ts';
import { callOf, type EntryGraph, endOfEntry } from './entryGraph.ts';
import {
  type ArgumentMessage,
  blankNode,
  constantNode,
  type FunctionMessage,
  type NodeMessage,
  node,
  readOf,
} from './graphMessages.ts';
import { beforeLoop, gatherAttributes, type TimesLoop, timesLoop } from './timesLoop.ts';
import type { TensorSpec, Trace } from './trace.ts';
import { type WhileLoop, whileLoop } from './whileLoop.ts';

const { int32, resource } = dataTypes;

/**
 * An entry that one call runs several times, with the loop inside of what XLA compiles: a time then costs nothing besides what it
 * computes. XLA compiles for shapes, so it is given memory for the rows of as many times as there can be, and runs through as many
 * as are fed. The others are never read, and never written either: zeros would take longer than a time does.
 *
 * Variables that change are read and assigned inside: XLA computes in their own memory where nothing else holds it, and copies
 * neither what they were nor what they become. Where what they were before the last time is asked for, the loop stands in another
 * one, which runs it up to the last time and once more, and copies them before each.
 * @param every see `timesLoop`
 */
export function compiledLoop(
  name: string,
  trace: Trace,
  { every, most }: { readonly every: readonly string[]; readonly most: number },
): EntryGraph {
  const { variables, inputs } = trace;
  // As a graph: what surrounds the loop is compiled as a whole.
  const loop = timesLoop(name, trace, 'graph', every, { carriesBefore: false });
  const { used, changed, given } = loop;
  const at = (local: string) => `${name}/${local}`;
  const compiled = `${name}_compiled`;
  const unchanged = used.filter((index) => !changed.includes(index));
  const taken = [
    ...changed.map((index) => ({ name: `handle${index}`, type: resource, from: `variable${index}` })),
    ...unchanged.map((index) => {
      const variable = `variable${index}`;
      return { name: variable, type: variables[index]!.dtype, from: at(variable) };
    }),
    ...inputs.map(({ dtype }, index) => ({ name: `rows${index}`, type: dtype, from: at(`filled${index}`) })),
    { name: 'times', type: int32, from: at('times') },
  ];
  const results = given.map(({ index, spec }) => ({ name: `output${index}`, type: spec.dtype }));
  const shown = [...new Set(loop.outputs.flatMap(({ variable }) => (variable === undefined ? [] : [variable])))];
  const called = `^${at('call')}`;
  const refs = new Map(results.map((one, place) => [one.name, `${at('call')}:${place}`]));
  return {
    nodes: [
      ...beforeLoop(name, trace, { ...loop, used: unchanged }),
      ...inputs.flatMap(({ dtype, shape }, index) => [
        constantNode(at(`most${index}`), int32, [shape.length + 1], Int32Array.of(most, ...shape)),
        node(at(`empty${index}`), 'Empty', [at(`most${index}`)], { dtype: { type: dtype }, init: { b: false } }),
        node(at(`filled${index}`), 'InplaceUpdate', [at(`empty${index}`), at('range'), at(`rows${index}`)], {
          T: { type: dtype },
        }),
      ]),
      compiledCall(
        at('call'),
        compiled,
        taken.map(({ from }) => from),
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
      ...shown.map((index) => readOf(at(`after${index}`), index, variables[index]!, [called])),
      ...endOfEntry(name, trace, {
        used: unchanged,
        changed: new Map(),
        assigned: [called],
        outputs: loop.outputs.map(({ index, variable, gathered }) => {
          if (variable !== undefined) return at(`after${variable}`);
          return gathered ? at(`every${index}`) : refs.get(`output${index}`)!;
        }),
      }),
    ],
    functions: [...loop.functions, ...loopFunctions(trace, loop, { name, compiled, taken, results, most })],
    call: callOf(name, trace),
  };
}

/** The function that XLA compiles: the loop, between the reads and the assignments of what changes. With those that it calls. */
function loopFunctions(
  { variables }: Trace,
  loop: TimesLoop,
  {
    name,
    compiled,
    taken,
    results,
    most,
  }: {
    readonly name: string;
    readonly compiled: string;
    readonly taken: readonly ArgumentMessage[];
    readonly results: readonly ArgumentMessage[];
    readonly most: number;
  },
): FunctionMessage[] {
  const { changed, given } = loop;
  const around = given.some(({ before }) => before !== undefined) ? loopAround(name, loop) : { ...loop, functions: [] };
  const placesInLoop = new Map(around.carried.map((one, place) => [one.name, place]));
  const made: NodeMessage[] = [
    constantNode('time', int32, [], Int32Array.of(0)),
    constantNode(
      'range',
      int32,
      [most],
      Int32Array.from({ length: most }, (_, time) => time),
    ),
    ...changed.map((index) =>
      variableNode('ReadVariableOp', `variable${index}`, [`handle${index}`], variables[index]!),
    ),
    ...given.map(({ index, spec: { dtype, shape }, gathered }) =>
      blankNode(`output${index}`, { dtype, shape: gathered ? [most, ...shape] : shape }),
    ),
  ];
  const outputOf = new Map(made.map(({ name: one, op }) => [one, `${one}:${op === 'Const' ? 'output' : 'value'}:0`]));
  const inLoop = (one: string) => `loop:output:${placesInLoop.get(one)}`;
  const assigns = changed.map((index) =>
    variableNode(
      'AssignVariableOp',
      `assign${index}`,
      [`handle${index}`, inLoop(`variable${index}`)],
      variables[index]!,
    ),
  );
  const whole: FunctionMessage = {
    signature: {
      name: compiled,
      inputArg: taken.map(({ name: argument, type }) => ({ name: argument, type })),
      outputArg: results.map((one) => ({ ...one, name: `${one.name}_last` })),
      controlOutput: assigns.map((assign) => assign.name),
      isStateful: true,
    },
    nodeDef: [...made, around.node('loop', (one) => outputOf.get(one) ?? one), ...assigns],
    ret: Object.fromEntries(results.map((one) => [`${one.name}_last`, inLoop(one.name)])),
    controlRet: Object.fromEntries(assigns.map((assign) => [assign.name, assign.name])),
    attr: compiledByXla,
  };
  return [...around.functions, whole];
}

/** A loop that runs another up to the last time, then the last time, and carries besides what variables were before it did. */
function loopAround(name: string, inner: TimesLoop): WhileLoop {
  const kept = inner.given.flatMap(({ index, spec: { dtype }, before }) =>
    before === undefined ? [] : [{ name: `output${index}`, dtype, before }],
  );
  const placesInLoop = new Map(inner.carried.map((one, place) => [one.name, `loop:output:${place}`]));
  // Without a `_` in what is behind the entry's name: that could be another entry's.
  return whileLoop({ time: `${name}_upToLast`, more: `${name}_moreUpToLast` }, [...inner.carried, ...kept], {
    nodes: [
      constantNode('one', int32, [], Int32Array.of(1)),
      node('last', 'Sub', ['times', 'one:output:0'], { T: { type: int32 } }),
      node('isBefore', 'Less', ['time', 'last:z:0'], { T: { type: int32 } }),
      node('until', 'SelectV2', ['isBefore:z:0', 'last:z:0', 'times'], { T: { type: int32 } }),
      inner.node('loop', (one) => (one === 'times' ? 'until:output:0' : one)),
    ],
    next: new Map<string, string>([
      ...placesInLoop,
      ['times', 'times'],
      ...kept.map(({ name: output, before }) => [output, `variable${before}`] as const),
    ]),
  });
}

function variableNode(
  operation: 'ReadVariableOp' | 'AssignVariableOp',
  name: string,
  inputs: readonly string[],
  { dtype }: TensorSpec,
): NodeMessage {
  return node(name, operation, inputs, { dtype: { type: dtype } });
}
