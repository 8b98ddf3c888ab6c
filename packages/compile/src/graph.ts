import { type AttrValue, constantOf, dataTypes, shapeMessage } from './attrValue.ts';
import { operations } from './operations.ts';
import { changedVariables, liveNodes, type Source, specOf, type TensorSpec, type Trace } from './trace.ts';

export type GraphMode = 'graph' | 'xla';

/** TensorFlow's NodeDef, FunctionDef and GraphDef messages, as far as they are used. */
interface NodeMessage {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttrValue>>;
}

interface FunctionMessage {
  readonly signature: {
    readonly name: string;
    readonly inputArg: readonly { readonly name: string; readonly type: number }[];
    readonly outputArg: readonly { readonly name: string; readonly type: number }[];
  };
  readonly nodeDef: readonly NodeMessage[];
  readonly ret: Readonly<Record<string, string>>;
  readonly attr: Readonly<Record<string, AttrValue>>;
}

export interface GraphMessage {
  readonly node: readonly NodeMessage[];
  readonly library: { readonly function: readonly FunctionMessage[] };
  readonly versions: { readonly producer: number };
}

/** Tensors of a graph to feed and to fetch, as `node:output`. */
export interface Call {
  readonly feeds: readonly string[];
  readonly fetches: readonly string[];
}

export interface ProgramGraph {
  readonly graph: GraphMessage;
  readonly calls: Readonly<Record<string, Call>>;
  /** Names of what an entry's call fetches; none where it only assigns. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  /** Fetches the value of every variable. */
  readonly read: Call;
  /** Feeds one. */
  readonly write: Call;
}

/** The version of graphs that TensorFlow 2.21 writes. */
const producer = 1882;

/**
 * One graph in which all entries share the variables. An entry reads them, computes, assigns what it changed, and only then
 * gives its outputs. In mode `xla` what it computes is a function that XLA compiles at the first call.
 * @param entries all traced with the same variables
 */
export function programGraph(
  variables: readonly TensorSpec[],
  entries: Readonly<Record<string, Trace>>,
  mode: GraphMode,
): ProgramGraph {
  const nodes: NodeMessage[] = variables.flatMap((spec, index) => [
    node(`variable${index}`, 'VarHandleOp', [], {
      dtype: { type: spec.dtype },
      shape: { shape: shapeMessage(spec.shape) },
      shared_name: { s: new TextEncoder().encode(`variable${index}`) },
    }),
    readOf(`read/${index}`, index, spec),
    placeholder(`write/${index}`, spec),
    node(`write/assign${index}`, 'AssignVariableOp', [`variable${index}`, `write/${index}`], {
      dtype: { type: spec.dtype },
    }),
  ]);
  nodes.push(
    constantNode('nothing', 0),
    done(
      'write/done',
      variables.map((_, index) => `^write/assign${index}`),
    ),
  );
  const functions: FunctionMessage[] = [];
  const calls: Record<string, Call> = {};
  for (const [name, trace] of Object.entries(entries)) {
    const entry = entryOf(name, trace, mode);
    nodes.push(...entry.nodes);
    functions.push(...entry.functions);
    calls[name] = entry.call;
  }
  return {
    graph: { node: nodes, library: { function: functions }, versions: { producer } },
    calls,
    outputs: Object.fromEntries(
      Object.entries(entries).map(([name, { outputs }]) => [name, outputs.map((output) => output.name)]),
    ),
    read: { feeds: [], fetches: variables.map((_, index) => `read/${index}:0`) },
    write: { feeds: variables.map((_, index) => `write/${index}:0`), fetches: ['write/done:0'] },
  };
}

interface Entry {
  readonly nodes: readonly NodeMessage[];
  readonly functions: readonly FunctionMessage[];
  readonly call: Call;
}

function entryOf(name: string, trace: Trace, mode: GraphMode): Entry {
  const { variables, inputs, outputs, assigned } = trace;
  const live = liveNodes(trace);
  const changed = changedVariables(trace);
  const results = [...changed.map((index) => assigned[index]!), ...outputs.map(({ source }) => source)];
  const used = usedVariables(trace, live, results);
  const nodes = [
    ...inputs.map((input, index) => placeholder(`${name}/input${index}`, input)),
    ...used.map((index) => readOf(`${name}/variable${index}`, index, variables[index]!)),
  ];
  const functions: FunctionMessage[] = [];
  let refs: string[];
  if (mode === 'graph') {
    const refOf = (source: Source) => `${nameOf(name, trace, source)}:${source.from === 'node' ? source.output : 0}`;
    nodes.push(...computation(name, trace, live, refOf));
    refs = results.map(refOf);
  } else {
    // What is only handed on does not pass through the function, which would copy it.
    const computed = results.filter(({ from }) => from === 'node');
    const taken = usedVariables(trace, live, []);
    functions.push(functionOf(name, trace, { live, used: taken, results: computed }));
    const given = [
      ...taken.map((index) => `${name}/variable${index}`),
      ...inputs.map((_, index) => `${name}/input${index}`),
    ];
    nodes.push(
      node(`${name}/call`, 'StatefulPartitionedCall', given, {
        Tin: {
          list: { type: [...taken.map((index) => variables[index]!.dtype), ...inputs.map(({ dtype }) => dtype)] },
        },
        Tout: { list: { type: computed.map((source) => specOf(trace, source).dtype) } },
        f: { func: { name: `${name}_compiled` } },
        _XlaMustCompile: { b: true },
      }),
    );
    let next = 0;
    refs = results.map((source) =>
      source.from === 'node' ? `${name}/call:${next++}` : `${name}/${source.from}${source.index}:0`,
    );
  }
  // Nothing is assigned before everything was read, and nothing is given out before everything was assigned.
  const reads = used.map((index) => `^${name}/variable${index}`);
  const assigns = changed.map((index) => `${name}/assign${index}`);
  changed.forEach((index, place) => {
    const { dtype } = variables[index]!;
    nodes.push(
      node(assigns[place]!, 'AssignVariableOp', [`variable${index}`, refs[place]!, ...reads], {
        dtype: { type: dtype },
      }),
    );
  });
  const after = assigns.map((assign) => `^${assign}`);
  outputs.forEach(({ source }, index) => {
    const { dtype } = specOf(trace, source);
    nodes.push(
      node(`${name}/output${index}`, 'Identity', [refs[changed.length + index]!, ...after], { T: { type: dtype } }),
    );
  });
  nodes.push(done(`${name}/done`, after));
  return {
    nodes,
    functions,
    call: {
      feeds: inputs.map((_, index) => `${name}/input${index}:0`),
      fetches: outputs.length === 0 ? [`${name}/done:0`] : outputs.map((_, index) => `${name}/output${index}:0`),
    },
  };
}

/** What an entry computes, as a function from variables and inputs to new values and outputs. */
function functionOf(
  name: string,
  trace: Trace,
  { live, used, results }: { live: readonly number[]; used: readonly number[]; results: readonly Source[] },
): FunctionMessage {
  const refOf = (source: Source): string => {
    if (source.from !== 'node') return `${source.from}${source.index}`;
    return `${nameOf('step', trace, source)}:${outputPlace(trace, source)}`;
  };
  return {
    signature: {
      name: `${name}_compiled`,
      inputArg: [
        ...used.map((index) => ({ name: `variable${index}`, type: trace.variables[index]!.dtype })),
        ...trace.inputs.map(({ dtype }, index) => ({ name: `input${index}`, type: dtype })),
      ],
      outputArg: results.map((source, index) => ({ name: `result${index}`, type: specOf(trace, source).dtype })),
    },
    nodeDef: computation('step', trace, live, refOf),
    ret: Object.fromEntries(results.map((source, index) => [`result${index}`, refOf(source)])),
    attr: { _XlaMustCompile: { b: true }, _noinline: { b: true } },
  };
}

function computation(
  name: string,
  trace: Trace,
  live: readonly number[],
  refOf: (source: Source) => string,
): NodeMessage[] {
  return live.map((index) => {
    const { operation, inputs, attributes } = trace.nodes[index]!;
    return node(
      nameOf(name, trace, { from: 'node', node: index, output: 0 }),
      operation,
      inputs.map(refOf),
      attributes,
    );
  });
}

function nameOf(entry: string, trace: Trace, source: Source): string {
  if (source.from !== 'node') return `${entry}/${source.from}${source.index}`;
  return `${entry}/${trace.nodes[source.node]!.operation}_${source.node}`;
}

/** Inside of a function an output is found by its argument's name and its place in that argument. */
function outputPlace({ nodes }: Trace, source: Source & { from: 'node' }): string {
  const { operation, attributes } = nodes[source.node]!;
  let place = source.output;
  for (const { name, count, types } of operation === 'Const' ? constantOutputs : operations[operation]!.outputs) {
    const sized = attributes[count ?? types ?? ''];
    const size = sized === undefined ? 1 : (sized.i ?? sized.list?.type?.length ?? 1);
    if (place < size) return `${name}:${place}`;
    place -= size;
  }
  throw new RangeError(`${operation} has no output ${source.output}`);
}

const constantOutputs = [{ name: 'output', count: undefined, types: undefined }];

function usedVariables(trace: Trace, live: readonly number[], results: readonly Source[]): number[] {
  const sources = [...live.flatMap((index) => trace.nodes[index]!.inputs), ...results];
  const used = new Set(sources.flatMap((source) => (source.from === 'variable' ? [source.index] : [])));
  return [...used].sort((a, b) => a - b);
}

function node(name: string, op: string, input: readonly string[], attr: NodeMessage['attr']): NodeMessage {
  return { name, op, input, attr };
}

function readOf(name: string, variable: number, { dtype }: TensorSpec): NodeMessage {
  return node(name, 'ReadVariableOp', [`variable${variable}`], { dtype: { type: dtype } });
}

function placeholder(name: string, { dtype, shape }: TensorSpec): NodeMessage {
  return node(name, 'Placeholder', [], { dtype: { type: dtype }, shape: { shape: shapeMessage(shape) } });
}

function constantNode(name: string, value: number): NodeMessage {
  const { float32 } = dataTypes;
  const tensor = constantOf([], float32, Float32Array.of(value));
  return node(name, 'Const', [], { dtype: { type: float32 }, value: { tensor } });
}

/** Something to fetch where there is nothing to give out. */
function done(name: string, after: readonly string[]): NodeMessage {
  return node(name, 'Identity', ['nothing', ...after], { T: { type: dataTypes.float32 } });
}
