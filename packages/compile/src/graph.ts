import { compiledLoop } from './compiledLoop.ts';
import type { Repeated } from './compileProgram.ts';
import type { GraphMode } from './computation.ts';
import { type EntryGraph, entryGraph } from './entryGraph.ts';
import type { Call, FunctionMessage, GraphMessage, NodeMessage } from './graphMessages.ts';
import type { Sharing } from './lanes/sharing.ts';
import { plainEntry } from './plainEntry.ts';
import { repeatedEntry } from './repeatedEntry.ts';
import { withSlopeGradients } from './slopeGradients.ts';
import { withThreefryDraws } from './threefryDraws.ts';
import { convolves, type TensorSpec, type Trace } from './trace.ts';
import { type VariableAccess, variableAccess } from './variableAccess.ts';

/** An entry as it was traced. */
export interface TracedEntry {
  readonly trace: Trace;
  /** Where one call runs it several times. */
  readonly repeated?: Repeated;
  /** It has no variables, and TensorFlow runs it as it stands. */
  readonly plain?: { readonly byName: boolean };
}

export interface ProgramGraph extends Omit<VariableAccess, 'nodes'> {
  readonly graph: GraphMessage;
  readonly calls: Readonly<Record<string, Call>>;
  /** Names of what an entry's call fetches; none where it only assigns. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
}

/** The version of graphs that TensorFlow 2.21 writes. */
const producer = 1882;

/**
 * One graph in which all entries share the variables. An entry reads them, computes, assigns what it changed, and only then
 * gives its outputs. In mode `xla` what it computes is a function that XLA compiles at the first call.
 * @param variables of one lane where there are several
 * @param entries all traced with the same variables, and rewritten for all lanes
 */
export function programGraph(
  variables: readonly TensorSpec[],
  entries: Readonly<Record<string, TracedEntry>>,
  mode: GraphMode,
  sharing?: Sharing,
): ProgramGraph {
  const { nodes: access, ...accessCalls } = variableAccess(variables, sharing);
  const nodes: NodeMessage[] = Object.values(entries).every(({ plain }) => plain !== undefined) ? [] : [...access];
  const functions: FunctionMessage[] = [];
  const calls: Record<string, Call> = {};
  for (const [name, { trace: traced, repeated, plain }] of Object.entries(entries)) {
    // XLA makes one pass of what is done number by number anyway.
    const trace = mode === 'graph' ? withSlopeGradients(traced) : withThreefryDraws(traced);
    const entry = plain ? plainEntry(name, trace, plain.byName) : entryOf(name, trace, mode, repeated);
    nodes.push(...entry.nodes);
    functions.push(...entry.functions);
    calls[name] = entry.call;
  }
  return {
    graph: { node: nodes, library: { function: functions }, versions: { producer } },
    calls,
    outputs: Object.fromEntries(
      Object.entries(entries).map(([name, { trace }]) => [name, trace.outputs.map((output) => output.name)]),
    ),
    ...accessCalls,
  };
}

function entryOf(name: string, trace: Trace, mode: GraphMode, repeated: Repeated | undefined): EntryGraph {
  if (repeated === undefined) return entryGraph(name, trace, mode);
  const { every, most } = repeated;
  // On a CPU XLA's loops compute convolutions many times slower than the same outside of them.
  if (mode === 'graph' || most === undefined || convolves(trace)) return repeatedEntry(name, trace, mode, every);
  return compiledLoop(name, trace, { every, most });
}
