import { computationOf, type GraphMode, usedVariables } from './computation.ts';
import {
  assignOf,
  type Call,
  done,
  type FunctionMessage,
  type NodeMessage,
  node,
  placeholder,
  readOf,
} from './graphMessages.ts';
import { changedVariables, specOf, type Trace } from './trace.ts';
import type { HeldVariable } from './variableAccess.ts';

/** One entry of a program's graph. */
export interface EntryGraph {
  readonly nodes: readonly NodeMessage[];
  readonly functions: readonly FunctionMessage[];
  readonly call: Call;
  /** Variables of its own, in which it leaves what no call gives; whatever they begin with. */
  readonly held?: readonly HeldVariable[];
}

/** Reads its variables, computes, assigns what it changed, and only then gives its outputs. */
export function entryGraph(name: string, trace: Trace, mode: GraphMode): EntryGraph {
  const { variables, inputs, outputs, assigned } = trace;
  const changed = changedVariables(trace);
  const results = [...changed.map((index) => assigned[index]!), ...outputs.map(({ source }) => source)];
  const used = usedVariables(trace, results);
  const { nodes, functions, refs } = computationOf({
    name,
    trace,
    mode,
    results,
    at: {
      prefix: name,
      variable: (index) => `${name}/variable${index}:0`,
      input: (index) => `${name}/input${index}:0`,
      output: (nodeName, { flat }) => `${nodeName}:${flat}`,
    },
  });
  return {
    nodes: [
      ...inputs.map(({ dtype, shape }, index) => placeholder(`${name}/input${index}`, dtype, shape)),
      ...used.map((index) => readOf(`${name}/variable${index}`, index, variables[index]!)),
      ...nodes,
      ...endOfEntry(name, trace, {
        used,
        changed: new Map(changed.map((index, place) => [index, refs[place]!])),
        outputs: refs.slice(changed.length),
      }),
    ],
    functions,
    call: callOf(name, trace),
  };
}

/**
 * Nothing is assigned before everything was read, and nothing is given out before everything was assigned.
 * @param found variables that are read as `<name>/variable<index>`; where the new values and the outputs are, and what else assigns
 */
export function endOfEntry(
  name: string,
  trace: Trace,
  found: {
    readonly used: readonly number[];
    readonly changed: ReadonlyMap<number, string>;
    readonly outputs: readonly string[];
    readonly assigned?: readonly string[];
  },
): NodeMessage[] {
  const reads = found.used.map((index) => `^${name}/variable${index}`);
  const assigns = [...found.changed].map(([index, ref]) =>
    assignOf(`${name}/assign${index}`, index, ref, trace.variables[index]!, reads),
  );
  const after = [...assigns.map((assign) => `^${assign.name}`), ...(found.assigned ?? [])];
  const outputs = trace.outputs.map(({ source }, index) =>
    node(`${name}/output${index}`, 'Identity', [found.outputs[index]!, ...after], {
      T: { type: specOf(trace, source).dtype },
    }),
  );
  return [...assigns, ...outputs, done(`${name}/done`, after)];
}

export function callOf(name: string, { inputs, outputs }: Trace): Call {
  return {
    feeds: inputs.map((_, index) => `${name}/input${index}:0`),
    fetches: outputs.length === 0 ? [`${name}/done:0`] : outputs.map((_, index) => `${name}/output${index}:0`),
  };
}
