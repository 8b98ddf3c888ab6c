import { engine, type NamedTensorMap, type Tensor, type TensorInfo, tidy, type Variable } from '@tensorflow/tfjs-core';
import { attrValueOf, constantOf, dataTypes } from './attrValue.ts';
import { CompileFault } from './compileFault.ts';
import { inferAttributes } from './inferAttributes.ts';
import type { NativeBackend, NativeBinding, NativeTensor, NativeValues } from './nativeBackend.ts';
import { operations } from './operations.ts';
import { type Source, specOf, type TensorSpec, type Trace, type TracedNode } from './trace.ts';
import { tracedRuns } from './tracedRuns.ts';

/** What is compiled: reads its inputs and the named variables, assigns the latter, returns named tensors. */
// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing is a function that only assigns.
export type StepFunction = (inputs: NamedTensorMap) => NamedTensorMap | void;

export interface TraceInput {
  readonly backend: NativeBackend;
  readonly run: StepFunction;
  readonly variables: readonly Variable[];
  /** One example of each input; its numbers do not matter, its shape and type do. */
  readonly inputs: NamedTensorMap;
  /** Tensors from outside that never change; in the trace they are variables behind the others. */
  readonly constants: readonly Tensor[];
  /**
   * With `unknown` nothing is computed of operations whose shapes are known (`tracedRuns.ts`), and all else with zeros in the place
   * of what was not: nothing that the function computes may outlive the call. `all` where absent.
   */
  readonly computes?: 'all' | 'unknown';
}

/** Numbers in a constant that is looked for among those before. */
const mostCompared = 16;

/**
 * Runs a function once and writes down what it did. Variables have the values from before afterwards.
 * Works at the seam between tfjs-node and its binding, where every operation passes with the ids of its tensors; since ids
 * are never used twice, and assigning a variable only points it to another id, the list is in static single assignment.
 * @throws CompileFault
 */
export function recordTrace(input: TraceInput): Trace {
  if (input.computes !== 'unknown') return traceOf(input);
  try {
    return traceOf(input);
  } catch (fault) {
    // Zeros are no numbers for every operation: there may be one that divides by them.
    if (fault instanceof CompileFault) throw fault;
    return traceOf({ ...input, computes: 'all' });
  }
}

function traceOf(input: TraceInput): Trace {
  const { backend, run, variables } = input;
  let trace: Trace | undefined;
  tidy(() => {
    const restore = rememberVariables();
    const inputs = freshCopies(backend, input.inputs);
    for (const variable of variables) variable.assign(freshCopy(backend, variable));
    const recorder = createRecorder(input, inputs);
    try {
      const outputs = recorder.during(() => run(inputs)) ?? {};
      trace = recorder.finish(outputs);
    } finally {
      restore();
    }
  });
  return trace!;
}

/** Puts all variables back to what they are now, and forgets those that are made meanwhile. */
function rememberVariables(): () => void {
  const before = new Map(allVariables().map((variable) => [variable, variable.clone()]));
  return () => {
    for (const variable of allVariables()) {
      const value = before.get(variable);
      if (value === undefined) variable.dispose();
      else if (value.dataId !== variable.dataId) variable.assign(value);
    }
  };
}

function allVariables(): Variable[] {
  return Object.values(engine().registeredVariables);
}

function createRecorder({ backend, variables, constants, computes = 'all' }: TraceInput, inputs: NamedTensorMap) {
  const { binding } = backend;
  const runs = tracedRuns(binding, computes);
  const original = { getInputTensorIds: backend.getInputTensorIds, write: backend.write };
  const sources = new Map<number, Source>();
  const nodes: TracedNode[] = [];
  /** Tensors that the traced call made from numbers of its own. */
  const written = new WeakSet<object>();
  const registered = new Map(allVariables().map((variable) => [variable, variable.dataId]));
  const nameOfData = new Map<object, string>(allVariables().map((variable) => [variable.dataId, variable.name]));

  const idOf = (tensor: TensorInfo) => original.getInputTensorIds.call(backend, [tensor])[0]!;
  const dataOf = (tensor: TensorInfo) => backend.tensorMap.get(tensor.dataId);
  const specOfTensor = (tensor: TensorInfo): TensorSpec => ({ shape: tensor.shape, dtype: dataOf(tensor).dtype });

  const trace: Pick<Trace, 'variables' | 'inputs' | 'nodes'> = {
    variables: [...variables, ...constants].map(specOfTensor),
    inputs: Object.entries(inputs).map(([name, tensor]) => ({ name, ...specOfTensor(tensor) })),
    nodes,
  };
  [...variables, ...constants].forEach((tensor, index) => {
    sources.set(idOf(tensor), { from: 'variable', index });
  });
  Object.values(inputs).forEach((tensor, index) => {
    sources.set(idOf(tensor), { from: 'input', index });
  });

  /** Small ones: shapes and numbers of operations come again and again, and each node costs what compiles the graph some time. */
  const constantsByContent = new Map<string, Source>();
  /** Their bytes; of integers, which shapes and sizes are, those of all constants. */
  const numbersOf = new Map<Source, string>();

  function addConstant(id: number, shape: readonly number[], dtype: number, values: NativeValues): void {
    const content = values.length > mostCompared ? `of ${id}` : bytesOf(values).toString('latin1');
    const key = `${dtype} [${shape}] ${content}`;
    const known = constantsByContent.get(key);
    const source = known ?? { from: 'node', node: nodes.length, output: 0 };
    sources.set(id, source);
    if (known !== undefined) return;
    constantsByContent.set(key, source);
    if (values.length <= mostCompared) numbersOf.set(source, content);
    else if (dtype !== dataTypes.float32) numbersOf.set(source, bytesOf(values).toString('latin1'));
    nodes.push({
      operation: 'Const',
      inputs: [],
      attributes: { dtype: { type: dtype }, value: { tensor: constantOf(shape, dtype, values) } },
      outputs: [{ shape, dtype }],
    });
  }

  /** Whether a tensor belongs to the trace. */
  function admitted(tensor: TensorInfo): boolean {
    const { id, values } = dataOf(tensor);
    return values === null ? sources.has(id) : written.has(tensor.dataId);
  }

  /** A tensor from outside among those that were last asked for; which operation wants it is known a moment later. */
  let foreign: TensorInfo | undefined;
  const executeOp: NativeBinding['executeOp'] = (operation, attributes, ids, count) => {
    if (foreign !== undefined) throw captured(foreign, nameOfData.get(foreign.dataId), operation);
    const inputsOfNode = ids.map((id) => sources.get(id) ?? unknownTensor(operation));
    const entry = operations[operation];
    if (entry === undefined) throw unknownOperation(operation);
    if (unfit.has(operation)) throw unfitOperation(operation);
    const specs = inputsOfNode.map((source) => specOf(trace as Trace, source));
    const outputs = runs.run(
      operation,
      attributes,
      ids.map((id, place) => ({ ...specs[place]!, id, numbers: numbersOf.get(inputsOfNode[place]!) })),
      count,
    );
    const given = attributes.map((one) => [one.name, attrValueOf(binding, operation, one)] as const);
    const types = specs.map(({ dtype }) => dtype);
    outputs.forEach(({ id }, output) => {
      sources.set(id, { from: 'node', node: nodes.length, output });
    });
    nodes.push({
      operation,
      inputs: inputsOfNode,
      attributes: inferAttributes(entry, Object.fromEntries(given), types),
      outputs: outputs.map(({ shape, dtype }) => ({ shape, dtype })),
    });
    return outputs;
  };
  const createTensor: NativeBinding['createTensor'] = (shape, dtype, values) => {
    const id = binding.createTensor(shape, dtype, values);
    addConstant(id, shape, dtype, values);
    return id;
  };
  const tensorDataSync: NativeBinding['tensorDataSync'] = (id) => {
    const source = sources.get(id);
    const node = source?.from === 'node' ? nodes[source.node] : undefined;
    if (source === undefined || node?.operation === 'Const') return binding.tensorDataSync(id);
    throw hostRead(node?.operation ?? `${source.from} number ${(source as { index: number }).index + 1}`);
  };
  const runSavedModel: NativeBinding['runSavedModel'] = () => {
    throw new CompileFault('operation', 'A compiled program cannot be called inside of a function that is compiled.');
  };

  // The binding's own properties cannot be written, so they are hidden behind others.
  const hidden = { executeOp, createTensor, tensorDataSync, runSavedModel };
  const traced: NativeBinding = Object.create(
    binding,
    Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, { value }])),
  );

  return {
    /** Runs `call` while everything is written down. */
    during<T>(call: () => T): T {
      backend.binding = traced;
      backend.write = (values, shape, dtype) => {
        const dataId = original.write.call(backend, values, shape, dtype);
        written.add(dataId);
        return dataId;
      };
      backend.getInputTensorIds = (tensors) => {
        foreign = tensors.find((tensor) => isTensor(tensor) && !admitted(tensor));
        return original.getInputTensorIds.call(backend, tensors);
      };
      try {
        return call();
      } finally {
        backend.binding = binding;
        backend.write = original.write;
        backend.getInputTensorIds = original.getInputTensorIds;
        runs.dispose();
      }
    },

    finish(outputs: NamedTensorMap): Trace {
      for (const variable of allVariables()) {
        if (variables.includes(variable) || registered.get(variable) === variable.dataId) continue;
        throw unnamedVariable(variable.name, registered.has(variable));
      }
      const sourceOf = (tensor: Tensor, what: string): Source => {
        const { values, shape, dtype } = dataOf(tensor);
        if (values !== null && written.has(tensor.dataId)) {
          const id = idOf(tensor);
          addConstant(id, shape, dtype, values);
        }
        const source = sources.get(idOf(tensor));
        if (source === undefined) throw captured(tensor, nameOfData.get(tensor.dataId), what);
        return source;
      };
      return {
        ...trace,
        assigned: [
          ...variables.map((variable) => sourceOf(variable, `assigning ${variable.name}`)),
          ...constants.map((_, place): Source => ({ from: 'variable', index: variables.length + place })),
        ],
        outputs: Object.entries(outputs).map(([name, tensor]) => ({
          name,
          source: sourceOf(tensor, `the output ${name}`),
        })),
      };
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: NativeValues): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function isTensor(tensor: TensorInfo): boolean {
  return tensor.dataId !== undefined;
}

function freshCopies(backend: NativeBackend, tensors: NamedTensorMap): NamedTensorMap {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, freshCopy(backend, tensor)]));
}

/** The same numbers under an id of their own: two variables may share one. */
function freshCopy<T extends Tensor>(backend: NativeBackend, tensor: T): T {
  const { binding } = backend;
  const [id] = backend.getInputTensorIds([tensor]);
  const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: backend.tensorMap.get(tensor.dataId).dtype };
  const [copy] = binding.executeOp('Identity', [type], [id!], 1) as [NativeTensor];
  return backend.createOutputTensor(copy) as T;
}

/** The shapes of their results depend on numbers. */
const unfit: ReadonlySet<string> = new Set([
  'Where',
  'Unique',
  'UniqueV2',
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV4',
  'NonMaxSuppressionV5',
  'DenseBincount',
  'SparseFillEmptyRows',
  'SparseReshape',
]);

function captured(tensor: TensorInfo, variable: string | undefined, wants: string): CompileFault {
  const what = `${tensor.dtype} [${tensor.shape.join(', ')}]`;
  return new CompileFault(
    'captured-tensor',
    variable === undefined
      ? `A tensor from outside, ${what}, is used by ${wants}. What changes from call to call has to be an input, what the function changes a variable; list it under \`constants\` where it may be built in as it is now.`
      : `The variable ${variable}, ${what}, is used by ${wants} and is not among the program's \`variables\`.`,
  );
}

function unnamedVariable(name: string, known: boolean): CompileFault {
  return new CompileFault(
    'unnamed-variable',
    known
      ? `The variable ${name} is assigned and is not among the program's \`variables\`.`
      : `The variable ${name} is made by the function. Make it before, for example by calling the function once without compiling it, and list it under \`variables\`.`,
  );
}

function hostRead(operation: string): CompileFault {
  return new CompileFault(
    'host-read',
    `JavaScript reads the result of ${operation}: what it makes of it would be frozen into the program. Return it as an output and read it there.`,
  );
}

function unknownOperation(operation: string): CompileFault {
  return new CompileFault(
    'operation',
    `The operation table has no ${operation}. Add it to \`besides\` in scripts/writeOperations.ts and run that script.`,
  );
}

function unfitOperation(operation: string): CompileFault {
  return new CompileFault(
    'operation',
    `${operation} gives as many numbers as its input asks for; a program has fixed shapes.`,
  );
}

function unknownTensor(operation: string): never {
  throw new CompileFault('captured-tensor', `${operation} uses a tensor that did not pass through tfjs-node.`);
}
