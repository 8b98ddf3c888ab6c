import { compiledLoop } from './compiledLoop.ts';
import type { Repeated } from './compileProgram.ts';
import type { GraphMode } from './computation.ts';
import { type EntryGraph, entryGraph } from './entryGraph.ts';
import { epilogueOf, isAskedOf, type TracedEpilogue } from './epilogue.ts';
import type { Call, FunctionMessage, GraphMessage, NodeMessage } from './graphMessages.ts';
import { laneAccess } from './lanes/laneAccess.ts';
import type { Sharing } from './lanes/sharing.ts';
import { plainEntry } from './plainEntry.ts';
import { repeatedEntry } from './repeatedEntry.ts';
import { withSlopeGradients } from './slopeGradients.ts';
import { withThreefryDraws } from './threefryDraws.ts';
import { convolves, type TensorSpec, type Trace } from './trace.ts';
import { type AccessCalls, type HeldVariable, variableAccess } from './variableAccess.ts';

/** An entry as it was traced. */
export interface TracedEntry {
  readonly trace: Trace;
  /** Where one call runs it several times. */
  readonly repeated?: Repeated;
  /** It has no variables, and TensorFlow runs it as it stands. */
  readonly plain?: { readonly byName: boolean };
  /** What its calls may end with. */
  readonly epilogue?: TracedEpilogue;
}

export interface ProgramGraph {
  readonly graph: GraphMessage;
  readonly calls: Readonly<Record<string, EntryCall>>;
  readonly access: AccessCalls;
}

/** A call of an entry; names are those of what it fetches, first and last. */
export interface EntryCall extends Call {
  /** None where it only assigns, and where all are for its epilogue alone. */
  readonly outputs: readonly string[];
  /** Those of its epilogue, none where there is none. */
  readonly epilogue: readonly string[];
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
  const nodes: NodeMessage[] = [];
  const held: HeldVariable[] = [];
  const functions: FunctionMessage[] = [];
  const calls: Record<string, EntryCall> = {};
  for (const [name, { trace: traced, repeated, plain, epilogue }] of Object.entries(entries)) {
    // XLA makes one pass of what is done number by number anyway.
    const trace = mode === 'graph' ? withSlopeGradients(traced) : withThreefryDraws(traced);
    const entry = plain ? plainEntry(name, trace, plain.byName) : entryOf(name, trace, mode, { repeated, epilogue });
    const parts = epilogue ? [entry, epilogueOf(name, trace, { epilogue, repeated, sharing })] : [entry];
    nodes.push(...parts.flatMap((part) => part.nodes));
    held.push(...(entry.held ?? []));
    functions.push(...parts.flatMap((part) => part.functions));
    const outputs = namesOf(trace);
    const isShown = (index: number) => !epilogue?.inner.includes(outputs[index]!);
    const shown = entry.call.fetches.filter((_, index) => isShown(index));
    calls[name] = {
      feeds: parts.flatMap(({ call }) => call.feeds),
      // Something of the entry is fetched in any case, so that it assigns.
      fetches: [...(shown.length === 0 ? [`${name}/done:0`] : shown), ...(parts[1]?.call.fetches ?? [])],
      outputs: outputs.filter((_, index) => isShown(index)),
      epilogue: epilogue ? namesOf(epilogue.trace) : [],
    };
  }
  const access = sharing === undefined ? variableAccess(variables, held) : laneAccess(variables, sharing, held);
  const hasVariables = Object.values(entries).some(({ plain }) => plain === undefined);
  return {
    graph: {
      node: [...(hasVariables ? access.nodes : []), ...nodes],
      library: { function: functions },
      versions: { producer },
    },
    calls,
    access: access.calls,
  };
}

function namesOf({ outputs }: Trace): string[] {
  return outputs.map(({ name }) => name);
}

function entryOf(
  name: string,
  trace: Trace,
  mode: GraphMode,
  { repeated, epilogue }: Pick<TracedEntry, 'repeated' | 'epilogue'>,
): EntryGraph {
  if (repeated === undefined) return entryGraph(name, trace, mode);
  const { most } = repeated;
  // On a CPU XLA's loops compute convolutions many times slower than the same outside of them.
  if (mode === 'graph' || most === undefined || convolves(trace)) return repeatedEntry(name, trace, mode, repeated);
  const end = epilogue && { inner: epilogue.inner, isAsked: isAskedOf(name) };
  return compiledLoop(name, trace, { ...repeated, most, end });
}
