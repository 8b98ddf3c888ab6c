import {
  dispose,
  type NamedTensorMap,
  scalar,
  type Tensor,
  tensor1d,
  tidy,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { CompileFault } from './compileFault.ts';
import type { Examples, Lanes } from './compileProgram.ts';
import type { ProgramGraph } from './graph.ts';
import type { Call, GraphMessage } from './graphMessages.ts';
import type { NativeBackend, NativeTensor } from './nativeBackend.ts';
import { openSession } from './session.ts';

/** What a program does, however it is executed. */
export interface Runnable {
  call(entry: string, inputs: NamedTensorMap): NamedTensorMap;
  pull(lane?: number): void;
  push(lane?: number): void;
  dispose(): void;
}

interface Loaded extends Runnable {
  /** The fastest of three calls of each entry with zeros, together; the variables are afterwards what they are in tfjs. */
  msOfCalls(): number;
}

/** Loads a graph and runs each of its entries once, which is when XLA compiles it; one that is still loaded has been run. */
export function loadedProgram(input: {
  readonly backend: NativeBackend;
  readonly graph: GraphMessage;
  readonly calls: Omit<ProgramGraph, 'graph'>;
  readonly variables: readonly Variable[];
  /** Behind the variables in the graph. */
  readonly constants: readonly Tensor[];
  readonly examples: Readonly<Record<string, Examples>>;
  readonly lanes?: Lanes | undefined;
}): Loaded {
  const { backend, graph, calls, variables, constants, examples, lanes } = input;
  const { binding } = backend;
  const session = openSession(backend, graph);
  let open = true;

  function run(call: Call, tensors: readonly Tensor[]): NativeTensor[] {
    if (!open) throw new CompileFault('refused', 'The program has been disposed.');
    return session.run(call, backend.getInputTensorIds(tensors));
  }

  function push(lane?: number): void {
    const tensors = [...variables, ...constants];
    if (tensors.length === 0) return;
    tidy(() => {
      const written =
        lane === undefined ? run(calls.write, tensors) : run(calls.writeLanes, [oneOf(lane, lanes!.count), ...tensors]);
      for (const { id } of written) binding.deleteTensor(id);
    });
  }

  function call(entry: string, inputs: NamedTensorMap): NamedTensorMap {
    const results = run(
      calls.calls[entry]!,
      Object.keys(examples[entry]!.fed).map((name) => inputs[name]!),
    );
    const names = calls.outputs[entry]!;
    if (names.length === 0) {
      for (const { id } of results) binding.deleteTensor(id);
      return {};
    }
    return Object.fromEntries(names.map((name, index) => [name, backend.createOutputTensor(results[index]!)]));
  }

  function callAll(): void {
    for (const [entry, { fed, repeated }] of Object.entries(examples)) {
      tidy(() => {
        const times = repeated === undefined ? [] : [1];
        const blank = Object.entries(fed).map(([name, { shape, dtype }]) => [
          name,
          zeros([...times, ...shape] as [number], dtype),
        ]);
        dispose(call(entry, Object.fromEntries(blank)));
      });
    }
  }

  const program: Loaded = {
    call,
    push,

    pull(lane) {
      if (variables.length === 0) return;
      const fetches = calls.read.fetches.slice(0, variables.length);
      const values = tidy(() =>
        run({ ...calls.read, fetches }, lane === undefined ? [] : [scalar(lane, 'int32')]).map((value) =>
          backend.createOutputTensor(value),
        ),
      );
      variables.forEach((variable, index) => {
        variable.assign(values[index]!);
      });
      dispose(values);
    },

    msOfCalls() {
      const times = Array.from({ length: 3 }, () => {
        const start = performance.now();
        callAll();
        return performance.now() - start;
      });
      push();
      return Math.min(...times);
    },

    dispose() {
      if (open) session.release();
      open = false;
    },
  };

  try {
    push();
    if (session.isNew) {
      callAll();
      push();
    }
    return program;
  } catch (cause) {
    open = false;
    session.drop();
    throw new CompileFault('refused', `TensorFlow refuses the program: ${(cause as Error).message}`, { cause });
  }
}

function oneOf(lane: number, lanes: number): Tensor {
  return tensor1d(
    Array.from({ length: lanes }, (_, index) => index === lane),
    'bool',
  );
}
