import { dataTypes, shapeMessage } from './attrValue.ts';
import type { GraphMode } from './computation.ts';
import { entryGraph } from './entryGraph.ts';
import {
  type Call,
  constantNode,
  done,
  type FunctionMessage,
  type GraphMessage,
  type NodeMessage,
  node,
  placeholder,
  readOf,
} from './graphMessages.ts';
import { repeatedEntry } from './repeatedEntry.ts';
import type { TensorSpec, Trace } from './trace.ts';

/** An entry as it was traced. */
export interface TracedEntry {
  readonly trace: Trace;
  /** Outputs of which those of every time are given, where one call runs it several times. */
  readonly every?: readonly string[];
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
  entries: Readonly<Record<string, TracedEntry>>,
  mode: GraphMode,
): ProgramGraph {
  const nodes: NodeMessage[] = variables.flatMap((spec, index) => [
    node(`variable${index}`, 'VarHandleOp', [], {
      dtype: { type: spec.dtype },
      shape: { shape: shapeMessage(spec.shape) },
      shared_name: { s: new TextEncoder().encode(`variable${index}`) },
    }),
    readOf(`read/${index}`, index, spec),
    placeholder(`write/${index}`, spec.dtype, spec.shape),
    node(`write/assign${index}`, 'AssignVariableOp', [`variable${index}`, `write/${index}`], {
      dtype: { type: spec.dtype },
    }),
  ]);
  nodes.push(
    constantNode('nothing', dataTypes.float32, [], Float32Array.of(0)),
    done(
      'write/done',
      variables.map((_, index) => `^write/assign${index}`),
    ),
  );
  const functions: FunctionMessage[] = [];
  const calls: Record<string, Call> = {};
  for (const [name, { trace, every }] of Object.entries(entries)) {
    const entry = every === undefined ? entryGraph(name, trace, mode) : repeatedEntry(name, trace, mode, every);
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
    read: { feeds: [], fetches: variables.map((_, index) => `read/${index}:0`) },
    write: { feeds: variables.map((_, index) => `write/${index}:0`), fetches: ['write/done:0'] },
  };
}
