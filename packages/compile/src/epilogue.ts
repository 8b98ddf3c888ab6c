import { dispose, type NamedTensorMap, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { dataTypes } from './attrValue.ts';
import { CompileFault } from './compileFault.ts';
import type { Repeated } from './compileProgram.ts';
import { tracedFunction, usedVariables } from './computation.ts';
import type { EntryGraph } from './entryGraph.ts';
import {
  type ArgumentMessage,
  blankNode,
  type FunctionMessage,
  type NodeMessage,
  node,
  placeholder,
  readOf,
} from './graphMessages.ts';
import { askedOfLanes } from './lanes/laneEpilogue.ts';
import type { Sharing } from './lanes/sharing.ts';
import { namingOneDnn } from './oneDnnByName.ts';
import { callAsItIs, leftAsItIs } from './plainEntry.ts';
import { withSlopeGradients } from './slopeGradients.ts';
import { changedVariables, specOf, type TensorSpec, type Trace } from './trace.ts';

/** The function of an entry's end, as it was traced: its inputs are what the entry gives, and what it is fed itself. */
export interface TracedEpilogue {
  readonly trace: Trace;
  /** See `canNameOneDnn`. */
  readonly byName: boolean;
  /** See `Epilogue`. */
  readonly inner: readonly string[];
}

/** Outputs of an entry that its epilogue is given: those of the last time. */
function givenToEpilogue({ outputs }: Trace, repeated: Repeated | undefined): number[] {
  return outputs.flatMap(({ name }, index) => (repeated?.every.includes(name) ? [] : [index]));
}

/**
 * @param traceOf traces it with examples of its inputs
 * @throws CompileFault where it is no function of what the entry leaves, or has no names of its own
 */
export function tracedEpilogue(
  entry: string,
  {
    trace,
    repeated,
    fed,
    inner = [],
  }: {
    readonly trace: Trace;
    readonly repeated: Repeated | undefined;
    readonly fed: NamedTensorMap;
    readonly inner?: readonly string[] | undefined;
  },
  traceOf: (inputs: NamedTensorMap) => Trace,
): Trace {
  const left = givenToEpilogue(trace, repeated).map((index) => trace.outputs[index]!);
  const names = trace.outputs.map(({ name }) => name);
  requireOwnNames(entry, 'input', Object.keys(fed), names);
  requireInner(
    entry,
    inner,
    left.map(({ name }) => name),
  );
  const given = tidy(() => Object.fromEntries(left.map(({ name, source }) => [name, zerosOf(specOf(trace, source))])));
  let end: Trace;
  try {
    end = traceOf({ ...given, ...fed });
  } catch (cause) {
    if (!(cause instanceof CompileFault)) throw cause;
    throw new CompileFault(cause.kind, `In the epilogue of ${entry}: ${cause.message}`, { cause });
  } finally {
    dispose(given);
  }
  const outputs = end.outputs.map(({ name }) => name);
  if (changedVariables(end).length > 0) throw fault(entry, 'assigns a variable: it is a look at what the entry left.');
  if (outputs.length === 0) throw fault(entry, 'has no output: there is nothing to compute it for.');
  requireOwnNames(entry, 'output', outputs, names);
  return end;
}

function fault(entry: string, what: string): CompileFault {
  return new CompileFault('input', `The epilogue of ${entry} ${what}`);
}

/** @throws CompileFault where an entry has an output of one of these names */
export function requireOwnNames(
  entry: string,
  what: 'input' | 'output',
  names: readonly string[],
  outputs: readonly string[],
): void {
  const twice = outputs.find((name) => names.includes(name));
  if (twice !== undefined) throw fault(entry, `has an ${what} ${twice}, and the entry an output of that name.`);
}

/** @throws CompileFault where one of them is not `given` to it */
export function requireInner(entry: string, inner: readonly string[], given: readonly string[]): void {
  const unknown = inner.find((name) => !given.includes(name));
  if (unknown !== undefined) throw fault(entry, `has an inner ${unknown}, which it is not given by the entry.`);
}

function zerosOf({ shape, dtype }: TensorSpec): Tensor {
  const type = dtype === dataTypes.int32 ? 'int32' : dtype === dataTypes.bool ? 'bool' : 'float32';
  return zeros([...shape] as [number], type);
}

/** The node, bool, that says whether any of an entry's epilogue is asked for. */
export const isAskedOf = (name: string): string => `${name}/epilogue/isAsked`;

/** The call of an epilogue in a function that is given the same, and may be called for it or not. */
export interface EpilogueCall {
  /** In front of the names of all that it is made of. */
  readonly name: string;
  readonly given: readonly ArgumentMessage[];
  readonly computed: readonly (ArgumentMessage & { readonly spec: TensorSpec })[];
  /** @param from what it is given, where that is not an argument of its name */
  call(from?: (argument: string) => string): NodeMessage;
  result(index: number): string;
}

/** How it is asked for: what is fed for that, a node whose inputs are that and what the epilogue is given, and what it gives. */
export interface Asking {
  readonly fed: Pick<TensorSpec, 'dtype'> & { readonly shape?: readonly number[] };
  readonly functions: readonly FunctionMessage[];
  /** `isAsked` among them: see `isAskedOf`. */
  nodes(at: (local: string) => string, inputs: readonly string[]): NodeMessage[];
  fetches(at: (local: string) => string): string[];
}

/**
 * The end of a call, computed where it is asked for: by one node, which calls a function that TensorFlow does not rewrite. It takes
 * the place of a call of its own, which costs more than many an epilogue computes. Fetched or not fetched it would be two programs
 * to TensorFlow, each with the whole entry to prepare.
 * @param trace of the entry, of all lanes where there are some; the epilogue's is that of one
 */
export function epilogueOf(
  name: string,
  trace: Trace,
  {
    epilogue,
    repeated,
    sharing,
  }: {
    readonly epilogue: TracedEpilogue;
    readonly repeated?: Repeated | undefined;
    readonly sharing?: Sharing | undefined;
  },
): EntryGraph {
  const { byName } = epilogue;
  // A graph in every mode: it is not worth what XLA takes to compile.
  const end = withSlopeGradients(epilogue.trace);
  const results = end.outputs.map(({ source }) => source);
  const taken = usedVariables(end, results);
  const left = new Map(
    givenToEpilogue(trace, repeated).map((index) => [trace.outputs[index]!.name, `${name}/output${index}`]),
  );
  const at = (local: string) => `${name}/epilogue/${local}`;
  const plain = tracedFunction(`${name}_epilogue`, end, { taken, results, attr: leftAsItIs });
  const { name: called, inputArg, outputArg } = plain.signature;
  const types = { given: inputArg.map(({ type }) => type), computed: outputArg.map(({ type }) => type) };
  const call: EpilogueCall = {
    name: called,
    given: inputArg,
    computed: outputArg.map((one, index) => ({ ...one, spec: specOf(end, results[index]!) })),
    call(from = (argument) => argument) {
      const given = inputArg.map((one) => from(one.name));
      return byName ? node('call', called, given, {}) : callAsItIs('call', called, given, types);
    },
    result: (index) => (byName ? `call:${outputArg[index]!.name}:0` : `call:output:${index}`),
  };
  /** In the order of what it is given: whether that is one for all lanes. What the entry left never is. */
  const isShared = [
    ...taken.map((index) => sharing?.sharedVariables.has(index)),
    ...end.inputs.map(({ name: input }) => !left.has(input) && sharing?.sharedInputs.has(input)),
  ];
  const shared = new Set(inputArg.filter((_, place) => isShared[place]).map((one) => one.name));
  const asking = sharing === undefined ? askedOrNot(call) : askedOfLanes(call, { lanes: sharing.lanes, shared });
  const fed = end.inputs.flatMap(({ name: input, ...spec }, index) =>
    left.has(input) ? [] : [{ input, node: at(`input${index}`), ...spec }],
  );
  return {
    nodes: [
      placeholder(at('asked'), asking.fed.dtype, asking.fed.shape),
      ...fed.map(({ input, node: fedNode, dtype, shape }) =>
        placeholder(
          fedNode,
          dtype,
          sharing === undefined || sharing.sharedInputs.has(input) ? shape : [sharing.lanes, ...shape],
        ),
      ),
      ...taken.map((index) => readOf(at(`variable${index}`), index, end.variables[index]!, [`^${name}/done`])),
      ...asking.nodes(at, [
        ...taken.map((index) => at(`variable${index}`)),
        ...end.inputs.map(({ name: input }, index) => left.get(input) ?? at(`input${index}`)),
      ]),
    ],
    functions: [byName ? { ...plain, nodeDef: plain.nodeDef.map(namingOneDnn) } : plain, ...asking.functions],
    call: {
      feeds: [`${at('asked')}:0`, ...fed.map((one) => `${one.node}:0`)],
      fetches: asking.fetches(at),
    },
  };
}

/** A conditional node; where it is not asked for, the other branch gives blanks, which are thrown away. */
function askedOrNot({ name, given, computed, call, result }: EpilogueCall): Asking {
  const branch = (
    suffix: string,
    nodeDef: readonly NodeMessage[],
    resultOf: (index: number) => string,
  ): FunctionMessage => ({
    signature: {
      name: `${name}_${suffix}`,
      inputArg: given,
      outputArg: computed.map(({ name: one, type }) => ({ name: one, type })),
    },
    nodeDef,
    ret: Object.fromEntries(computed.map((one, index) => [one.name, resultOf(index)])),
    attr: leftAsItIs,
  });
  const asked = branch('asked', [call()], result);
  const blank = branch(
    'blank',
    computed.map(({ spec }, index) => blankNode(`blank${index}`, spec)),
    (index) => `blank${index}:output:0`,
  );
  return {
    fed: { dtype: dataTypes.bool, shape: [] },
    functions: [asked, blank],
    nodes: (at, inputs) => [
      node(at('isAsked'), 'Identity', [at('asked')], { T: { type: dataTypes.bool } }),
      node(at('call'), 'If', [at('asked'), ...inputs], {
        Tcond: { type: dataTypes.bool },
        Tin: { list: { type: given.map(({ type }) => type) } },
        Tout: { list: { type: computed.map(({ type }) => type) } },
        then_branch: { func: { name: asked.signature.name } },
        else_branch: { func: { name: blank.signature.name } },
      }),
    ],
    fetches: (at) => computed.map((_, index) => `${at('call')}:${index}`),
  };
}
