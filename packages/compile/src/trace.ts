import type { AttrValue } from './attrValue.ts';

/** Shape and TensorFlow's DataType of one tensor. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** Where a tensor of a trace comes from: variable or input number `index`, or output number `output` of a node. */
export type Source =
  | { readonly from: 'variable'; readonly index: number }
  | { readonly from: 'input'; readonly index: number }
  | { readonly from: 'node'; readonly node: number; readonly output: number };

/** One operation that was run; a constant is the operation `Const`. */
export interface TracedNode {
  readonly operation: string;
  readonly inputs: readonly Source[];
  readonly attributes: Readonly<Record<string, AttrValue>>;
  readonly outputs: readonly TensorSpec[];
}

/** What one call of a function did, in static single assignment: every tensor is made by one node, earlier ones first. */
export interface Trace {
  readonly variables: readonly TensorSpec[];
  readonly inputs: readonly (TensorSpec & { readonly name: string })[];
  readonly nodes: readonly TracedNode[];
  readonly outputs: readonly { readonly name: string; readonly source: Source }[];
  /** What each variable is afterwards. */
  readonly assigned: readonly Source[];
}

export function specOf(trace: Trace, source: Source): TensorSpec {
  switch (source.from) {
    case 'variable':
      return trace.variables[source.index]!;
    case 'input':
      return trace.inputs[source.index]!;
    case 'node':
      return trace.nodes[source.node]!.outputs[source.output]!;
  }
}

/** Variables that end as something else than they began. */
export function changedVariables({ assigned }: Trace): number[] {
  return assigned.flatMap((source, index) => (source.from === 'variable' && source.index === index ? [] : [index]));
}

/** Nodes that an output or a variable depends on, as indices, earlier ones first. */
export function liveNodes({ nodes, outputs, assigned }: Trace): number[] {
  const live = new Set<number>();
  const waiting = [...outputs.map(({ source }) => source), ...assigned];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (source.from !== 'node' || live.has(source.node)) continue;
    live.add(source.node);
    waiting.push(...nodes[source.node]!.inputs);
  }
  return [...live].sort((a, b) => a - b);
}

export function convolves({ nodes }: Trace): boolean {
  return nodes.some(({ operation }) => /Conv\d?D/i.test(operation));
}
