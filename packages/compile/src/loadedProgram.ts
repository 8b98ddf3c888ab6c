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
import type { Examples, Lanes, Repeated } from './compileProgram.ts';
import { epilogueInputs } from './epilogueInputs.ts';
import type { ProgramGraph } from './graph.ts';
import type { Call, GraphMessage } from './graphMessages.ts';
import type { NativeBackend, NativeTensor } from './nativeBackend.ts';
import { openSession } from './session.ts';

/** What a program does, however it is executed. */
export interface Runnable {
  /** See `Program`. */
  call(entry: string, inputs: NamedTensorMap, epilogue?: NamedTensorMap, lanes?: readonly number[]): NamedTensorMap;
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
  readonly calls: ProgramGraph['calls'];
  readonly access: ProgramGraph['access'];
  readonly variables: readonly Variable[];
  /** Behind the variables in the graph. */
  readonly constants: readonly Tensor[];
  readonly examples: Readonly<Record<string, Examples>>;
  readonly lanes?: Lanes | undefined;
}): Loaded {
  const { backend, graph, calls, access, variables, constants, examples, lanes } = input;
  const { binding } = backend;
  const session = openSession(backend, graph);
  const ends = epilogueInputs(examples, lanes?.count);
  let open = true;

  function run(call: Call, tensors: readonly Tensor[]): NativeTensor[] {
    if (!open) throw new CompileFault('refused', 'The program has been disposed.');
    return session.run(call, backend.getInputTensorIds(tensors));
  }

  const stored = [...variables, ...constants];

  function push(lane?: number): void {
    if (stored.length === 0) return;
    tidy(() => {
      for (const { id } of written(lane)) binding.deleteTensor(id);
    });
  }

  function written(lane: number | undefined): NativeTensor[] {
    if (access.lanes === undefined) return run(access.whole, [scalar(true), ...stored]);
    if (lane === undefined) return run(access.lanes.writeAll, stored);
    return run(access.lanes.write, [oneOf(lane, lanes!.count), ...stored]);
  }

  function read(lane: number | undefined): NativeTensor[] {
    if (access.lanes !== undefined) return run(access.lanes.read, [scalar(lane!, 'int32')]);
    const blankOf = new Map([...new Set(stored.map(({ dtype }) => dtype))].map((dtype) => [dtype, zeros([], dtype)]));
    return run(access.whole, [scalar(false), ...stored.map(({ dtype }) => blankOf.get(dtype)!)]);
  }

  function call(
    entry: string,
    inputs: NamedTensorMap,
    asked?: NamedTensorMap,
    asking?: readonly number[],
  ): NamedTensorMap {
    const { outputs, epilogue, ...whole } = calls[entry]!;
    const fed = Object.keys(examples[entry]!.fed).map((name) => inputs[name]!);
    const results = ends.with(entry, asked, asking, (end) => run(whole, [...fed, ...end]));
    const ending = results.splice(results.length - epilogue.length);
    const given = [...results.slice(0, outputs.length), ...(asked === undefined ? [] : ending)];
    for (const result of [...results, ...ending]) if (!given.includes(result)) binding.deleteTensor(result.id);
    const names = [...outputs, ...epilogue];
    return Object.fromEntries(given.map((result, index) => [names[index]!, backend.createOutputTensor(result)]));
  }

  function callAll(): void {
    for (const [entry, { fed, repeated, epilogue }] of Object.entries(examples)) {
      tidy(() => {
        dispose(call(entry, blanks(fed, repeated), epilogue && blanks(epilogue.fed)));
      });
    }
  }

  const program: Loaded = {
    call,
    push,

    pull(lane) {
      if (variables.length === 0) return;
      const values = tidy(() => {
        const all = read(lane);
        for (const { id } of all.splice(variables.length)) binding.deleteTensor(id);
        return all.map((value) => backend.createOutputTensor(value));
      });
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
      if (!open) return;
      open = false;
      session.release();
      ends.dispose();
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
    ends.dispose();
    throw new CompileFault('refused', `TensorFlow refuses the program: ${(cause as Error).message}`, { cause });
  }
}

/** For one time. */
function blanks(fed: Examples['fed'], repeated?: Repeated): NamedTensorMap {
  const made = Object.entries(fed).map(([name, { shape, dtype }]) => {
    const hasRows = repeated !== undefined && !repeated.same?.includes(name);
    return [name, zeros([...(hasRows ? [1] : []), ...shape] as [number], dtype)];
  });
  return Object.fromEntries(made);
}

function oneOf(lane: number, lanes: number): Tensor {
  return tensor1d(
    Array.from({ length: lanes }, (_, index) => index === lane),
    'bool',
  );
}
