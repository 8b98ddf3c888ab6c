import { type DataType, dispose, type NamedTensorMap, Tensor, type Variable, zeros } from '@tensorflow/tfjs-core';
import { CompileFault } from './compileFault.ts';
import type { GraphMode } from './computation.ts';
import { eagerProgram } from './eagerProgram.ts';
import { tracedEpilogue } from './epilogue.ts';
import { programGraph, type TracedEntry } from './graph.ts';
import { eagerLanes } from './lanes/eagerLanes.ts';
import { laneTrace } from './lanes/laneTrace.ts';
import { requireSameTrace } from './lanes/sameTrace.ts';
import { requireLane, type Sharing, sharingOf } from './lanes/sharing.ts';
import { loadedProgram, type Runnable } from './loadedProgram.ts';
import { nativeBackend } from './nativeBackend.ts';
import { canNameOneDnn } from './oneDnnByName.ts';
import { recordTrace, type StepFunction, type TraceInput } from './recordTrace.ts';
import { requireInputs } from './requireInputs.ts';
import { spreadConditions } from './spreadConditions.ts';
import { withThinProducts } from './thinProducts.ts';
import { convolves, specOf, type Trace } from './trace.ts';
import { traceTwice } from './traceTwice.ts';
import { withTurnedFactors } from './turnedFactors.ts';

/** How a program runs: by XLA, as a TensorFlow graph, or operation by operation as tfjs does. */
export type Execution = GraphMode | 'eager';

/** One function of a program. */
export interface Entry {
  readonly run: StepFunction;
  /** An example of each input, or its shape and type (float32 when absent). */
  readonly inputs?: Readonly<Record<string, Tensor | InputSpec>>;
  /**
   * Present where one call runs it several times, one after the other. Each input is then given the rows of all times: as
   * [times, ...shape], or those of one time behind those of the other, [times · shape[0], …].
   */
  readonly repeated?: Repeated;
  /** Present where a call may end with a look at what it left. */
  readonly epilogue?: Epilogue;
}

/**
 * What a call of an entry ends with where it is asked for, without what a call of its own would cost. It changes no bit of the
 * entry, and is a graph also where the entry is compiled by XLA. Of lanes it is taken one by one, of those for which it is asked,
 * with the bits that it has of one alone.
 */
export interface Epilogue {
  /**
   * Reads variables as the call leaves them, and assigns none.
   * @param given its own inputs, and the outputs of the entry: of those that come back of every time none, of others those of the last
   * @returns outputs with other names than those of the entry
   */
  readonly run: (given: NamedTensorMap) => NamedTensorMap;
  /** Of its own, with other names than the outputs of the entry. */
  readonly inputs?: Entry['inputs'];
  /** Its own, where it differs from that of the program. */
  readonly traces?: ProgramOptions['traces'];
  /** Outputs of the entry that are for it alone: no call gives them, so nothing keeps their memory when it ends. */
  readonly inner?: readonly string[];
}

export interface Repeated {
  /** Outputs, scalars, of which those of all times come back, [times]; of the others those of the last. */
  readonly every: readonly string[];
  /**
   * So many times in one call at most, an integer from 1. Where it is told, the loop is XLA's own in mode `xla` (not around
   * convolutions); what memory that needs for rows is written as far as they are fed.
   */
  readonly most?: number;
  /** Inputs that are the same at every time: they have no rows, and are given once. */
  readonly same?: readonly string[];
}

export interface InputSpec {
  readonly shape: readonly number[];
  readonly dtype?: DataType;
}

/**
 * As many states of the same variables as there are lanes, which one call moves on together. The functions are written for one:
 * what they are given, keep and return has the shapes of one lane. A call is given all of them, [count, ...shape], and returns
 * all of them.
 */
export interface Lanes {
  readonly count: number;
  /** Variables, and names of inputs, that are one for all lanes. Constants always are. */
  readonly shared?: readonly (Variable | string)[];
  /**
   * Name of an input, bool []: variables of a lane where it is false stay bit for bit what they are. Outputs of such a lane mean
   * nothing.
   */
  readonly active?: string;
}

export interface ProgramOptions {
  /** Everything that the entries read or assign. */
  readonly variables: readonly Variable[];
  /**
   * `xla` and `graph` throw where that is not possible. `auto` (the default) takes XLA, for convolutions whichever of both is
   * faster here, and goes on to `graph` and `eager` where it has to; `reasons` says why.
   */
  readonly mode?: Execution | 'auto';
  /**
   * `twice` (the default) finds what differs from call to call, and would be frozen. `once` does not find it: for functions that
   * tests have compiled with `twice`.
   */
  readonly traces?: 'once' | 'twice';
  /**
   * `unknown` computes nothing, while it traces, of operations whose shapes are known from earlier traces or by what they do, which
   * takes a half to a fifth of the time. For functions that keep none of what they compute. `all` where absent.
   */
  readonly computes?: 'all' | 'unknown';
  /**
   * `false` for programs that are called some hundred times: TensorFlow then runs their graph as it stands. Else it rewrites it
   * before the first call, which takes 0.15 to 0.3 ms an operation, and calls are up to 0.05 ms shorter. For functions without
   * variables, constants, lanes and repetition, in mode `graph`.
   */
  readonly rewritten?: boolean;
  /** Present where one call runs the functions for several lanes at once. */
  readonly lanes?: Lanes;
  /** Tensors from outside that never change. Their numbers are given to the program, not built in: another program of its structure may have others. */
  readonly constants?: readonly Tensor[];
}

/** Functions over shared variables. While there is a program the variables live in it, not in tfjs: see `pull` and `push`. */
export interface Program<Name extends string = string> {
  readonly mode: Execution;
  /** In words, why it is not a faster one. */
  readonly reasons: readonly string[];
  /**
   * @param epilogue the inputs of the entry's epilogue, which is asked for by giving them
   * @param lanes for which of them it is asked, of others it gives zeros; all where it is absent
   * @returns the entry's outputs, and those of its epilogue; the caller disposes them, or a `tidy` around the call does
   * @throws CompileFault `input` where inputs are not those that were compiled, `lanes` where there is no such lane
   */
  call(entry: Name, inputs?: NamedTensorMap, epilogue?: NamedTensorMap, lanes?: readonly number[]): NamedTensorMap;
  /**
   * Gives tfjs's variables the values that the program has.
   * @param lane where there are lanes: whose
   */
  pull(lane?: number): void;
  /**
   * Gives the program the values that tfjs's variables have; those at compile time are there already.
   * @param lane where there are lanes: the one that gets them; all where it is absent
   */
  push(lane?: number): void;
  /**
   * For lanes that come from different functions, of which one was compiled: another would be the very same program. Nothing is
   * known of that where it runs operation by operation.
   * @param variables what it uses in the place of each of the program's
   * @throws CompileFault `lanes` where it runs other operations, or has other numbers built in
   */
  requireSame(entry: Name, run: StepFunction, variables: readonly Variable[]): void;
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
  const { variables, mode = 'auto', lanes } = options;
  if (options.rewritten === false) requireFunctions(entries, options);
  const sharing = lanes && sharingOf(lanes, entries, options);
  /** Of one lane. */
  const traced = new Map<string, Trace>();
  const inputs = Object.fromEntries(
    Object.entries<Entry>(entries).map(([name, entry]) => [checkedName(name), examplesOf(name, entry, sharing)]),
  );
  try {
    const { execution, runnable, reasons } = choose(entries, inputs, options);
    return {
      mode: execution,
      reasons,
      call(entry, given = {}, epilogue, asking) {
        const examples = inputs[entry]!;
        requireInputs(entry, examples, given);
        if (epilogue !== undefined)
          requireInputs(`The epilogue of ${entry}`, examples.epilogue ?? noEpilogue(entry), epilogue);
        if (asking !== undefined) requireAsking(entry, epilogue, asking, lanes?.count);
        return runnable.call(entry, given, epilogue, asking);
      },
      pull(lane) {
        if (lanes !== undefined) requireLane(lane, lanes.count);
        runnable.pull(lane);
      },
      push(lane) {
        if (lane !== undefined) requireLane(lane, lanes?.count ?? 0);
        runnable.push(lane);
      },
      requireSame(entry, run, others) {
        const trace = traced.get(entry);
        if (execution !== 'eager' && trace !== undefined)
          requireSameTrace({ entry, run, variables: others, trace, inputs: inputs[entry]!.tensors }, options);
      },
      dispose: () => runnable.dispose(),
    };
  } finally {
    dispose(Object.values(inputs).flatMap(({ made, epilogue }) => [...made, ...(epilogue?.made ?? [])]));
  }

  function choose(
    all: Readonly<Record<string, Entry>>,
    examples: Readonly<Record<string, Examples>>,
    { constants = [], traces: times = 'twice', computes = 'all', rewritten = true }: ProgramOptions,
  ): { execution: Execution; runnable: Runnable; reasons: string[] } {
    const eager = () =>
      sharing === undefined ? eagerProgram(all, examples) : eagerLanes({ entries: all, examples, variables, sharing });
    if (mode === 'eager') return { execution: mode, runnable: eager(), reasons: [] };
    const reasons: string[] = [];
    const because = (why: string, error: unknown) => {
      if (mode !== 'auto' || !(error instanceof CompileFault) || error.kind === 'input') throw error;
      reasons.push(`${why}: ${error.message}`);
    };
    try {
      const backend = nativeBackend();
      const traces = Object.fromEntries(
        Object.entries(all).map(([name, { run, epilogue }]): [string, TracedEntry] => {
          const { tensors, repeated, epilogue: fed } = examples[name]!;
          const traceOf = (input: Pick<TraceInput, 'run' | 'inputs'>, often = times) =>
            traceAsOften(often, { ...input, backend, variables, constants, computes });
          const trace = traceOf({ run, inputs: tensors });
          if (repeated !== undefined) requireScalars(name, trace, repeated);
          traced.set(name, trace);
          const end =
            epilogue &&
            tracedEpilogue(name, { trace, repeated, fed: fed!.tensors, inner: epilogue.inner }, (inputs) =>
              traceOf({ run: epilogue.run, inputs }, epilogue.traces),
            );
          const laned = sharing === undefined ? trace : laneTrace(trace, sharing);
          return [
            name,
            {
              trace: laned,
              ...(repeated !== undefined && { repeated }),
              ...(end !== undefined && {
                epilogue: { trace: end, byName: canNameOneDnn(backend, end), inner: epilogue?.inner ?? [] },
              }),
            },
          ];
        }),
      );
      const load = (graphMode: GraphMode) => {
        const isPlain = !rewritten && graphMode === 'graph';
        const fitted = (trace: Trace) =>
          graphMode === 'xla' && !backend.isUsingGpuDevice ? withTurnedFactors(withThinProducts(trace)) : trace;
        const told = Object.fromEntries(
          Object.entries(traces).map(([name, one]): [string, TracedEntry] => {
            const trace = fitted(one.trace);
            return [name, { ...one, trace, ...(isPlain && { plain: { byName: canNameOneDnn(backend, trace) } }) }];
          }),
        );
        const { graph, ...program } = programGraph([...traced.values()][0]?.variables ?? [], told, graphMode, sharing);
        const placed = backend.isUsingGpuDevice ? spreadConditions(graph) : graph;
        return loadedProgram({ ...program, graph: placed, backend, variables, constants, examples, lanes });
      };
      if (mode !== 'auto') return { execution: mode, runnable: load(mode), reasons };
      const loaded: { execution: GraphMode; runnable: ReturnType<typeof load> }[] = [];
      const compared = Object.values(traces).some(({ trace }) => convolves(trace));
      for (const execution of ['xla', 'graph'] as const) {
        if (loaded.length > 0 && !compared) break;
        try {
          loaded.push({ execution, runnable: load(execution) });
        } catch (error) {
          because(`not ${execution}`, error);
        }
      }
      const [first, second] = loaded;
      if (first === undefined) return { execution: 'eager', runnable: eager(), reasons };
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
      return { execution: 'eager', runnable: eager(), reasons };
    }
  }
}

/** What an entry is given, and how often one call runs it. */
export interface Examples {
  /** Of one time and one lane. */
  readonly tensors: NamedTensorMap;
  /** Those of them that were made here. */
  readonly made: readonly Tensor[];
  /** What a call gives for one time, of all lanes where there are some. */
  readonly fed: Readonly<Record<string, Required<InputSpec>>>;
  readonly repeated?: Repeated;
  /** Likewise of its epilogue. */
  readonly epilogue?: Omit<Examples, 'epilogue' | 'repeated'>;
}

function traceAsOften(often: ProgramOptions['traces'], input: TraceInput): Trace {
  return often === 'once' ? recordTrace(input) : traceTwice(input);
}

function requireAsking(
  entry: string,
  epilogue: NamedTensorMap | undefined,
  asking: readonly number[],
  lanes = 0,
): void {
  if (epilogue === undefined || asking.length === 0)
    throw new CompileFault(
      'lanes',
      `A call of ${entry} names lanes for its epilogue where it asks for one, and then one lane at least.`,
    );
  for (const lane of asking) requireLane(lane, lanes);
}

function noEpilogue(entry: string): never {
  throw new CompileFault('input', `${entry} has no epilogue to ask for.`);
}

function examplesOf(entry: string, { inputs = {}, repeated, epilogue }: Entry, sharing: Sharing | undefined): Examples {
  const { most = 1, same = [] } = repeated ?? {};
  const names = Object.keys(inputs);
  if (repeated !== undefined && names.every((name) => same.includes(name))) {
    throw new CompileFault(
      'input',
      `${entry} is repeated as often as it has rows to read, and has no input with rows.`,
    );
  }
  const unknown = same.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new CompileFault('input', `${entry} has no input ${unknown}, which is to be the same at every time.`);
  if (!Number.isInteger(most) || most < 1) {
    throw new CompileFault(
      'input',
      `${entry} can run an integer number of times in one call, 1 at least; most is ${most}.`,
    );
  }
  const made: Tensor[] = [];
  const tensors = Object.entries(inputs).map(([name, given]) => {
    if (given instanceof Tensor) return [name, given] as const;
    const example = zeros([...given.shape] as [number], given.dtype ?? 'float32');
    made.push(example);
    return [name, example] as const;
  });
  const fed = tensors.map(([name, { shape, dtype }]) => {
    const shared = sharing === undefined || sharing.sharedInputs.has(name);
    return [name, { shape: shared ? shape : [sharing.lanes, ...shape], dtype }] as const;
  });
  return {
    tensors: Object.fromEntries(tensors),
    made,
    fed: Object.fromEntries(fed),
    ...(repeated !== undefined && { repeated }),
    ...(epilogue !== undefined && { epilogue: examplesOf(entry, { ...epilogue, run: epilogue.run }, sharing) }),
  };
}

function requireFunctions(
  entries: Readonly<Record<string, Entry>>,
  { variables, constants = [], lanes }: ProgramOptions,
): void {
  const has = [
    ...(variables.length > 0 ? ['variables'] : []),
    ...(constants.length > 0 ? ['constants'] : []),
    ...(lanes === undefined ? [] : ['lanes']),
    ...Object.entries(entries).flatMap(([name, { repeated }]) =>
      repeated === undefined ? [] : [`a repeated ${name}`],
    ),
    ...Object.entries(entries).flatMap(([name, { epilogue }]) =>
      epilogue === undefined ? [] : [`an epilogue of ${name}`],
    ),
  ];
  if (has.length === 0) return;
  const message = `A program that TensorFlow does not rewrite is functions of their inputs alone; this one has ${has.join(', ')}. Leave out rewritten: false.`;
  throw new CompileFault('input', message);
}

function checkedName(name: string): string {
  if (name === 'write')
    throw new CompileFault('input', 'An entry cannot be named write: in a graph that is what variables are given by.');
  if (/^[A-Za-z]\w*$/.test(name)) return name;
  throw new CompileFault(
    'input',
    `${JSON.stringify(name)} cannot name an entry: letters, digits and _ can, a letter first.`,
  );
}

function requireScalars(entry: string, { outputs, ...trace }: Trace, { every }: Repeated): void {
  for (const name of every) {
    const found = outputs.find((output) => output.name === name);
    if (found === undefined) throw new CompileFault('input', `${entry} has no output ${name} to give of every time.`);
    const { shape } = specOf({ outputs, ...trace }, found.source);
    if (shape.length === 0) continue;
    throw new CompileFault(
      'input',
      `${entry} gives ${name}, [${shape.join(', ')}], of the last time only: of every time it can give scalars.`,
    );
  }
}
