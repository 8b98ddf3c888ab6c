import { dataTypes } from './attrValue.ts';
import type { Repeated } from './compileProgram.ts';
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
  readOfNode,
} from './graphMessages.ts';
import { leftAsItIs } from './plainEntry.ts';
import { beforeLoop, gatherAttributes, type LoopOutput, type TimesLoop, timesLoop } from './timesLoop.ts';
import type { TensorSpec, Trace } from './trace.ts';

const { int32, bool, resource } = dataTypes;

/**
 * An entry that one call runs several times, with the loop inside of what XLA compiles: a time then costs nothing besides what it
 * computes. XLA compiles for shapes, so it is given memory for the rows of as many times as there can be, and runs through as many
 * as are fed. The others are never read, and never written either: zeros would take longer than a time does.
 *
 * Variables that change are read and assigned inside: XLA computes in their own memory where nothing else holds it, and copies
 * neither what they were nor what they become. The same memory from call to call have outputs that are for the epilogue alone:
 * they are variables too. Where what a variable was before the last time is asked for, the loop is called up to the last time and
 * once more for that one, with a look at it in between.
 * @param repeated see `timesLoop`
 * @param end of calls, where there is one: what is for it alone, and the node that says whether it is asked for
 */
export function compiledLoop(
  name: string,
  trace: Trace,
  {
    every,
    same = [],
    most,
    end,
  }: Required<Pick<Repeated, 'most'>> &
    Repeated & {
      readonly end?: { readonly inner: readonly string[]; readonly isAsked: string } | undefined;
    },
): EntryGraph {
  const { variables, inputs } = trace;
  // As a graph: what surrounds the loop is compiled as a whole.
  const loop = timesLoop(name, trace, 'graph', { every, same }, { carriesBefore: false });
  const { used, changed } = loop;
  const at = (local: string) => `${name}/${local}`;
  const isInner = ({ index }: LoopOutput) => end?.inner.includes(trace.outputs[index]!.name) === true;
  const carried = loop.given.filter(({ before }) => before === undefined);
  const held = carried.filter((output) => !output.gathered && isInner(output) && variables.length > 0);
  const given = carried.filter((output) => !held.includes(output));
  const ofEvery = given.filter(({ gathered }) => gathered);
  const before = loop.outputs.filter((output) => output.before !== undefined);
  const unchanged = used.filter((index) => !changed.includes(index));
  const taken: readonly Taken[] = [
    ...changed.map((index) => ({ name: `handle${index}`, type: resource, from: `variable${index}` })),
    ...held.map(({ index }) => ({ name: `held${index}`, type: resource, from: at(`held${index}`) })),
    ...unchanged.map((index) => {
      const variable = `variable${index}`;
      return { name: variable, type: variables[index]!.dtype, from: at(variable) };
    }),
    ...inputs.map(({ name: input, dtype }, index) => {
      const rows = `rows${index}`;
      return { name: rows, type: dtype, from: at(same.includes(input) ? rows : `filled${index}`) };
    }),
    ...ofEvery.map(({ index, spec }) => ({ name: `output${index}`, type: spec.dtype, from: at(`none${index}`) })),
    { name: 'time', type: int32, from: at('zero') },
    { name: 'times', type: int32, from: at('times') },
  ];
  const results = given.map(({ index, spec }) => ({ name: `output${index}`, type: spec.dtype }));
  const compiled = compiledFunction(trace, loop, { name: `${name}_compiled`, taken, results, held, most });
  const parts =
    before.length === 0
      ? { nodes: [callOfAll(at('call'), compiled, taken, results)], functions: [] }
      : inTwoParts(at, {
          ...{ compiled, taken, results },
          looked: [...new Set(before.map((output) => output.before!))].map((index) =>
            readOf(at(`before${index}`), index, variables[index]!, [`^${at('begun')}`]),
          ),
          isAsked: before.every(isInner) ? end?.isAsked : undefined,
        });
  const called = `^${at('call')}`;
  const refs = new Map(results.map((one, place) => [one.name, `${at('call')}:${place}`]));
  const shown = [...new Set(loop.outputs.flatMap(({ variable }) => (variable === undefined ? [] : [variable])))];
  return {
    nodes: [
      ...beforeLoop(name, trace, { used: unchanged }, same),
      ...inputs.flatMap(({ name: input, dtype, shape }, index) =>
        same.includes(input)
          ? []
          : [
              constantNode(at(`most${index}`), int32, [shape.length + 1], Int32Array.of(most, ...shape)),
              node(at(`empty${index}`), 'Empty', [at(`most${index}`)], { dtype: { type: dtype }, init: { b: false } }),
              node(at(`filled${index}`), 'InplaceUpdate', [at(`empty${index}`), at('range'), at(`rows${index}`)], {
                T: { type: dtype },
              }),
            ],
      ),
      ...ofEvery.map(({ index, spec: { dtype, shape } }) =>
        blankNode(at(`none${index}`), { dtype, shape: [most, ...shape] }),
      ),
      ...parts.nodes,
      ...ofEvery.map(({ index, spec }) =>
        node(
          at(`every${index}`),
          'GatherV2',
          [refs.get(`output${index}`)!, at('range'), at('zero')],
          gatherAttributes(spec.dtype),
        ),
      ),
      ...shown.map((index) => readOf(at(`after${index}`), index, variables[index]!, [called])),
      ...held.map(({ index, spec }) => readOfNode(at(`left${index}`), at(`held${index}`), spec, [called])),
      ...endOfEntry(name, trace, {
        used: unchanged,
        changed: new Map(),
        assigned: [called],
        outputs: loop.outputs.map((output) => {
          const { index, variable, gathered } = output;
          if (variable !== undefined) return at(`after${variable}`);
          if (output.before !== undefined) return at(`before${output.before}`);
          if (held.includes(output)) return at(`left${index}`);
          return gathered ? at(`every${index}`) : refs.get(`output${index}`)!;
        }),
      }),
    ],
    functions: [...loop.functions, compiled, ...parts.functions],
    call: callOf(name, trace),
    held: held.map(({ index, spec }) => ({ name: at(`held${index}`), spec })),
  };
}

/** What the compiled function takes, and from which node. */
interface Taken extends ArgumentMessage {
  readonly from: string;
}

/** The function that XLA compiles: the loop from `time` to `times`, between the reads and the assignments of what changes. */
function compiledFunction(
  { variables }: Trace,
  loop: TimesLoop,
  {
    name,
    taken,
    results,
    held,
    most,
  }: {
    readonly name: string;
    readonly taken: readonly ArgumentMessage[];
    readonly results: readonly ArgumentMessage[];
    readonly held: readonly LoopOutput[];
    readonly most: number;
  },
): FunctionMessage {
  const places = new Map(loop.carried.map((one, place) => [one.name, place]));
  const inPlace = [
    ...loop.changed.map((index) => ({
      handle: `handle${index}`,
      carried: `variable${index}`,
      spec: variables[index]!,
    })),
    ...held.map(({ index, spec }) => ({ handle: `held${index}`, carried: `output${index}`, spec })),
  ];
  const known = new Set([...taken, ...inPlace.map(({ carried }) => ({ name: carried }))].map((one) => one.name));
  const made: NodeMessage[] = [
    constantNode(
      'range',
      int32,
      [most],
      Int32Array.from({ length: most }, (_, time) => time),
    ),
    ...inPlace.map(({ handle, carried, spec }) => variableNode('ReadVariableOp', carried, [handle], spec)),
    ...loop.given
      .filter(({ index, before }) => before === undefined && !known.has(`output${index}`))
      .map(({ index, spec }) => blankNode(`output${index}`, spec)),
  ];
  const outputOf = new Map(made.map(({ name: one, op }) => [one, `${one}:${op === 'Const' ? 'output' : 'value'}:0`]));
  const inLoop = (one: string) => `loop:output:${places.get(one)}`;
  const assigns = inPlace.map(({ handle, carried, spec }) =>
    variableNode('AssignVariableOp', `assign_${carried}`, [handle, inLoop(carried)], spec),
  );
  return {
    signature: {
      name,
      inputArg: taken.map(({ name: argument, type }) => ({ name: argument, type })),
      outputArg: results.map((one) => ({ ...one, name: `${one.name}_last` })),
      controlOutput: assigns.map((assign) => assign.name),
      isStateful: true,
    },
    nodeDef: [...made, loop.node('loop', (one) => outputOf.get(one) ?? one), ...assigns],
    ret: Object.fromEntries(results.map((one) => [`${one.name}_last`, inLoop(one.name)])),
    controlRet: Object.fromEntries(assigns.map((assign) => [assign.name, assign.name])),
    attr: compiledByXla,
  };
}

function callOfAll(
  name: string,
  { signature }: FunctionMessage,
  taken: readonly Taken[],
  results: readonly ArgumentMessage[],
): NodeMessage {
  const types = { taken: taken.map(({ type }) => type), given: results.map(({ type }) => type) };
  return compiledCall(
    name,
    signature.name,
    taken.map(({ from }) => from),
    types,
  );
}

/**
 * Up to the last time (`begun`) and that one (`call`), the same function in both, which is compiled once. Reading a variable copies
 * nothing by itself; XLA does, where it then computes another value of it.
 * @param looked reads of what stands in between
 * @param isAsked the node that says whether anybody looks: where nobody does, the first call runs all times
 */
function inTwoParts(
  at: (local: string) => string,
  {
    compiled,
    taken,
    results,
    looked,
    isAsked,
  }: {
    readonly compiled: FunctionMessage;
    readonly taken: readonly Taken[];
    readonly results: readonly ArgumentMessage[];
    readonly looked: readonly NodeMessage[];
    readonly isAsked: string | undefined;
  },
): Pick<EntryGraph, 'nodes' | 'functions'> {
  const begun = new Map(results.map((one, place) => [one.name, `${at('begun')}:${place}`]));
  const whole = (name: string, from: (one: Taken) => string) =>
    callOfAll(
      name,
      compiled,
      taken.map((one) => ({ ...one, from: from(one) })),
      results,
    );
  const atTheLast = (one: Taken) => (one.name === 'time' ? at('last') : (begun.get(one.name) ?? one.from));
  const nodes = [
    node(at('last'), 'Sub', [at('times'), at('one')], { T: { type: int32 } }),
    ...(isAsked === undefined
      ? []
      : [node(at('until'), 'SelectV2', [isAsked, at('last'), at('times')], { T: { type: int32 } })]),
    whole(at('begun'), ({ name, from }) => (name === 'times' ? at(isAsked === undefined ? 'last' : 'until') : from)),
    ...looked,
  ];
  const after = looked.map((one) => `^${one.name}`);
  if (isAsked === undefined) {
    const last = whole(at('call'), atTheLast);
    return { nodes: [...nodes, { ...last, input: [...last.input, ...after] }], functions: [] };
  }
  // Those that the function does not take are given too, for where it is not called.
  const others = results.filter((one) => !taken.some(({ name }) => name === one.name));
  const inputArg = [...taken, ...others].map(({ name, type }) => ({ name, type }));
  const branch = (
    suffix: string,
    nodeDef: readonly NodeMessage[],
    result: (place: number) => string,
  ): FunctionMessage => ({
    signature: {
      name: `${compiled.signature.name}_${suffix}`,
      inputArg,
      outputArg: results.map((one) => ({ ...one, name: `${one.name}_last` })),
      controlOutput: nodeDef.map((one) => one.name),
      isStateful: true,
    },
    nodeDef,
    ret: Object.fromEntries(results.map((one, place) => [`${one.name}_last`, result(place)])),
    controlRet: Object.fromEntries(nodeDef.map((one) => [one.name, one.name])),
    attr: leftAsItIs,
  });
  const last = branch('last', [whole('call', (one) => one.name)], (place) => `call:output:${place}`);
  const none = branch('none', [], (place) => results[place]!.name);
  return {
    nodes: [
      ...nodes,
      node(
        at('call'),
        'If',
        [isAsked, ...taken.map(atTheLast), ...others.map((one) => begun.get(one.name)!), ...after],
        {
          Tcond: { type: bool },
          Tin: { list: { type: inputArg.map(({ type }) => type) } },
          Tout: { list: { type: results.map(({ type }) => type) } },
          then_branch: { func: { name: last.signature.name } },
          else_branch: { func: { name: none.signature.name } },
        },
      ),
    ],
    functions: [last, none],
  };
}

function variableNode(
  operation: 'ReadVariableOp' | 'AssignVariableOp',
  name: string,
  inputs: readonly string[],
  { dtype }: TensorSpec,
): NodeMessage {
  return node(name, operation, inputs, { dtype: { type: dtype } });
}
