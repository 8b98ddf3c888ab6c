import { type DataType, dispose, type NamedTensorMap, Tensor, tidy, type Variable, zeros } from '@tensorflow/tfjs-core';
import { CompileFault } from './compileFault.ts';
import { type GraphMode, programGraph } from './graph.ts';
import { loadedProgram, type Runnable } from './loadedProgram.ts';
import { nativeBackend } from './nativeBackend.ts';
import type { StepFunction } from './recordTrace.ts';
import type { Trace } from './trace.ts';
import { traceTwice } from './traceTwice.ts';

/** How a program runs: by XLA, as a TensorFlow graph, or operation by operation as tfjs does. */
export type Execution = GraphMode | 'eager';

/** One function of a program. */
export interface Entry {
  readonly run: StepFunction;
  /** An example of each input, or its shape and type (float32 when absent). */
  readonly inputs?: Readonly<Record<string, Tensor | InputSpec>>;
}

export interface InputSpec {
  readonly shape: readonly number[];
  readonly dtype?: DataType;
}

export interface ProgramOptions {
  /** Everything that the entries read or assign. */
  readonly variables: readonly Variable[];
  /**
   * `xla` and `graph` throw where that is not possible. `auto` (the default) takes XLA, for convolutions whichever of both is
   * faster here, and goes on to `graph` and `eager` where it has to; `reasons` says why.
   */
  readonly mode?: Execution | 'auto';
  /** Tensors from outside that may be built in with the numbers they have now. */
  readonly constants?: readonly Tensor[];
}

/** Functions over shared variables. While there is a program the variables live in it, not in tfjs: see `pull` and `push`. */
export interface Program<Name extends string = string> {
  readonly mode: Execution;
  /** In words, why it is not a faster one. */
  readonly reasons: readonly string[];
  /**
   * @returns the entry's outputs; the caller disposes them, or a `tidy` around the call does
   * @throws CompileFault `input` where inputs are not those that were compiled
   */
  call(entry: Name, inputs?: NamedTensorMap): NamedTensorMap;
  /** Gives tfjs's variables the values that the program has. */
  pull(): void;
  /** Gives the program the values that tfjs's variables have; those at compile time are there already. */
  push(): void;
  /** The variables keep their last pulled values. */
  dispose(): void;
}

/**
 * Compiles functions that share variables.
 * @throws CompileFault
 */
export function compileProgram<Name extends string>(
  entries: Readonly<Record<Name, Entry>>,
  options: ProgramOptions,
): Program<Name> {
  const { variables, mode = 'auto' } = options;
  const inputs = Object.fromEntries(
    Object.entries<Entry>(entries).map(([name, entry]) => [checkedName(name), examplesOf(entry)]),
  );
  try {
    const { execution, runnable, reasons } = choose(entries, inputs, options);
    return {
      mode: execution,
      reasons,
      call(entry, given = {}) {
        requireInputs(entry, inputs[entry]!, given);
        return runnable.call(entry, given);
      },
      pull: () => runnable.pull(),
      push: () => runnable.push(),
      dispose: () => runnable.dispose(),
    };
  } finally {
    dispose(Object.values(inputs).flatMap(({ made }) => made));
  }

  function choose(
    all: Readonly<Record<string, Entry>>,
    examples: Readonly<Record<string, Examples>>,
    { constants = [] }: ProgramOptions,
  ): { execution: Execution; runnable: Runnable; reasons: string[] } {
    if (mode === 'eager') return { execution: mode, runnable: eagerProgram(all), reasons: [] };
    const reasons: string[] = [];
    const because = (why: string, error: unknown) => {
      if (mode !== 'auto' || !(error instanceof CompileFault)) throw error;
      reasons.push(`${why}: ${error.message}`);
    };
    try {
      const backend = nativeBackend();
      const traces = Object.fromEntries(
        Object.entries(all).map(([name, { run }]) => {
          const tensors = examples[name]!.tensors;
          return [name, traceTwice({ backend, run, variables, inputs: tensors, constants })];
        }),
      );
      const load = (graphMode: GraphMode) => {
        const specs = Object.values(traces)[0]?.variables ?? [];
        const { graph, ...calls } = programGraph(specs, traces, graphMode);
        return loadedProgram({ backend, graph, calls, variables, examples });
      };
      if (mode !== 'auto') return { execution: mode, runnable: load(mode), reasons };
      const loaded: { execution: GraphMode; runnable: ReturnType<typeof load> }[] = [];
      const compared = Object.values(traces).some(convolves);
      for (const execution of ['xla', 'graph'] as const) {
        if (loaded.length > 0 && !compared) break;
        try {
          loaded.push({ execution, runnable: load(execution) });
        } catch (error) {
          because(`not ${execution}`, error);
        }
      }
      const [first, second] = loaded;
      if (first === undefined) return { execution: 'eager', runnable: eagerProgram(all), reasons };
      if (second === undefined) return { ...first, reasons };
      const timed = [first, second].map((one) => ({ ...one, ms: one.runnable.msOfCalls() }));
      const [best, other] = timed.sort((a, b) => a.ms - b.ms) as [(typeof timed)[number], (typeof timed)[number]];
      other.runnable.dispose();
      reasons.push(
        `not ${other.execution}: it convolves, and took ${other.ms.toFixed(1)} ms instead of ${best.ms.toFixed(1)}`,
      );
      return { execution: best.execution, runnable: best.runnable, reasons };
    } catch (error) {
      because('not compiled', error);
      return { execution: 'eager', runnable: eagerProgram(all), reasons };
    }
  }
}

interface Examples {
  readonly tensors: NamedTensorMap;
  /** Those of them that were made here. */
  readonly made: readonly Tensor[];
}

function examplesOf({ inputs = {} }: Entry): Examples {
  const made: Tensor[] = [];
  const tensors = Object.entries(inputs).map(([name, given]) => {
    if (given instanceof Tensor) return [name, given] as const;
    const example = zeros([...given.shape] as [number], given.dtype ?? 'float32');
    made.push(example);
    return [name, example] as const;
  });
  return { tensors: Object.fromEntries(tensors), made };
}

function eagerProgram(entries: Readonly<Record<string, Entry>>): Runnable {
  const nothing = () => undefined;
  return {
    call: (entry, inputs) => tidy(() => entries[entry]!.run(inputs) ?? {}),
    pull: nothing,
    push: nothing,
    dispose: nothing,
  };
}

function convolves({ nodes }: Trace): boolean {
  return nodes.some(({ operation }) => /Conv\d?D/.test(operation));
}

function checkedName(name: string): string {
  if (/^[A-Za-z]\w*$/.test(name)) return name;
  throw new CompileFault(
    'input',
    `${JSON.stringify(name)} cannot name an entry: letters, digits and _ can, a letter first.`,
  );
}

function requireInputs(entry: string, { tensors }: Examples, given: NamedTensorMap): void {
  for (const name of Object.keys(given)) {
    if (tensors[name] === undefined) {
      throw new CompileFault(
        'input',
        `${entry} has no input ${name}; it has ${Object.keys(tensors).join(', ') || 'none'}.`,
      );
    }
  }
  for (const [name, { shape, dtype }] of Object.entries(tensors)) {
    const found = given[name];
    if (found === undefined) throw new CompileFault('input', `${entry} needs the input ${name}.`);
    if (found.dtype === dtype && String(found.shape) === String(shape)) continue;
    throw new CompileFault(
      'input',
      `${entry} was compiled for ${name} as ${dtype} [${shape.join(', ')}] and is given ${found.dtype} [${found.shape.join(', ')}]. Compile an entry for each shape.`,
    );
  }
}
