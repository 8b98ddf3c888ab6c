import { type FunctionMessage, type NodeMessage, node } from './graphMessages.ts';
import { operations } from './operations.ts';
import { liveNodes, type Source, specOf, type Trace } from './trace.ts';

/** By TensorFlow's own executor, or compiled as a whole by XLA. */
export type GraphMode = 'graph' | 'xla';

/** Where a computation stands: at the top of the graph or inside of a function, which name tensors differently. */
export interface Surroundings {
  /** In front of the names of its nodes. */
  readonly prefix: string;
  variable(index: number): string;
  input(index: number): string;
  /** @param flat the output's number; `argument` and `place` say the same by argument */
  output(
    nodeName: string,
    output: { readonly flat: number; readonly argument: string; readonly place: number },
  ): string;
}

export interface Computation {
  readonly nodes: readonly NodeMessage[];
  readonly functions: readonly FunctionMessage[];
  /** Tensors, one for each result. */
  readonly refs: readonly string[];
}

/** What a trace computes: in mode `xla` one call of a function `<name>_compiled`. */
export function computationOf(input: {
  readonly name: string;
  readonly trace: Trace;
  readonly mode: GraphMode;
  readonly results: readonly Source[];
  readonly at: Surroundings;
}): Computation {
  const { name, trace, mode, results, at } = input;
  if (mode === 'graph') {
    return { nodes: tracedNodes(trace, at), functions: [], refs: results.map((source) => refOf(trace, source, at)) };
  }
  const { variables, inputs } = trace;
  // What is only handed on does not pass through the function, which would copy it, as it would what it gives twice.
  const computed = [...new Map(results.filter(isComputed).map((source) => [placeOf(source), source])).values()];
  const places = new Map(computed.map((source, place) => [placeOf(source), place]));
  const taken = usedVariables(trace, []);
  const given = [...taken.map((index) => at.variable(index)), ...inputs.map((_, index) => at.input(index))];
  const call = `${at.prefix}/call`;
  const callNode = compiledCall(call, `${name}_compiled`, given, {
    taken: [...taken.map((index) => variables[index]!.dtype), ...inputs.map(({ dtype }) => dtype)],
    given: computed.map((source) => specOf(trace, source).dtype),
  });
  return {
    nodes: [callNode],
    functions: [
      tracedFunction(`${name}_compiled`, trace, {
        taken,
        results: computed,
        attr: compiledByXla,
      }),
    ],
    refs: results.map((source) => {
      if (!isComputed(source)) return refOf(trace, source, at);
      const flat = places.get(placeOf(source))!;
      return at.output(call, { flat, argument: 'output', place: flat });
    }),
  };
}

/** Attributes of a function that XLA compiles as a whole. */
export const compiledByXla: FunctionMessage['attr'] = { _XlaMustCompile: { b: true }, _noinline: { b: true } };

/** The call of such a function, with the types of what it takes and gives. */
export function compiledCall(
  name: string,
  called: string,
  inputs: readonly string[],
  types: { readonly taken: readonly number[]; readonly given: readonly number[] },
): NodeMessage {
  return node(name, 'StatefulPartitionedCall', inputs, {
    Tin: { list: { type: types.taken } },
    Tout: { list: { type: types.given } },
    f: { func: { name: called } },
    _XlaMustCompile: { b: true },
  });
}

function isComputed(source: Source): source is Source & { from: 'node' } {
  return source.from === 'node';
}

function placeOf({ node: made, output }: Source & { from: 'node' }): string {
  return `${made}:${output}`;
}

/** Variables that live nodes or results take. */
export function usedVariables(trace: Trace, results: readonly Source[]): number[] {
  const sources = [...liveNodes(trace).flatMap((index) => trace.nodes[index]!.inputs), ...results];
  const used = new Set(sources.flatMap((source) => (source.from === 'variable' ? [source.index] : [])));
  return [...used].sort((a, b) => a - b);
}

/** Tensors are named by their argument there. */
export const insideFunction: Surroundings = {
  prefix: 'step',
  variable: (index) => `variable${index}`,
  input: (index) => `input${index}`,
  output: (nodeName, { argument, place }) => `${nodeName}:${argument}:${place}`,
};

/**
 * What a trace computes, as a function of the variables that are taken and of all inputs.
 * @param attr of the function: how it is to be run
 */
export function tracedFunction(
  name: string,
  trace: Trace,
  {
    taken,
    results,
    attr,
  }: { readonly taken: readonly number[]; readonly results: readonly Source[] } & Pick<FunctionMessage, 'attr'>,
): FunctionMessage {
  return {
    signature: {
      name,
      inputArg: [
        ...taken.map((index) => ({ name: `variable${index}`, type: trace.variables[index]!.dtype })),
        ...trace.inputs.map(({ dtype }, index) => ({ name: `input${index}`, type: dtype })),
      ],
      outputArg: results.map((source, index) => ({ name: `result${index}`, type: specOf(trace, source).dtype })),
    },
    nodeDef: tracedNodes(trace, insideFunction),
    ret: Object.fromEntries(results.map((source, index) => [`result${index}`, refOf(trace, source, insideFunction)])),
    attr,
  };
}

function tracedNodes(trace: Trace, at: Surroundings): NodeMessage[] {
  return liveNodes(trace).map((index) => {
    const { operation, inputs, attributes } = trace.nodes[index]!;
    return node(
      nameOf(trace, index, at),
      operation,
      inputs.map((source) => refOf(trace, source, at)),
      attributes,
    );
  });
}

function refOf(trace: Trace, source: Source, at: Surroundings): string {
  if (source.from !== 'node') return at[source.from](source.index);
  return at.output(nameOf(trace, source.node, at), { flat: source.output, ...outputPlace(trace, source) });
}

function nameOf({ nodes }: Trace, index: number, { prefix }: Surroundings): string {
  return `${prefix}/${nodes[index]!.operation}_${index}`;
}

/** Inside of a function an output is found by its argument's name and its place in that argument. */
function outputPlace({ nodes }: Trace, source: Source & { from: 'node' }): { argument: string; place: number } {
  const { operation, attributes } = nodes[source.node]!;
  let place = source.output;
  for (const { name, count, types } of operation === 'Const' ? constantOutputs : operations[operation]!.outputs) {
    const sized = attributes[count ?? types ?? ''];
    const size = sized === undefined ? 1 : (sized.i ?? sized.list?.type?.length ?? 1);
    if (place < size) return { argument: name, place };
    place -= size;
  }
  throw new RangeError(`${operation} has no output ${source.output}`);
}

const constantOutputs = [{ name: 'output', count: undefined, types: undefined }];
