import { type AttrValue, constantOf } from './attrValue.ts';
import { type Source, specOf, type TensorSpec, type Trace, type TracedNode } from './trace.ts';

/** The nodes of a trace that is written anew, as what replaces others is added to them. */
export interface NewNodes {
  specOf(source: Source): TensorSpec;
  /** @returns its first output */
  add(
    operation: string,
    inputs: readonly Source[],
    attributes: Readonly<Record<string, AttrValue>>,
    ...outputs: readonly [TensorSpec, ...TensorSpec[]]
  ): Source & { readonly from: 'node' };
  constant(spec: TensorSpec, values: Int32Array | Float32Array): Source;
}

/**
 * The trace with other nodes in the place of some.
 * @param replacement gives what a node's one output is instead, or undefined where the node stays
 */
export function withReplacedNodes(
  trace: Trace,
  replacement: (node: TracedNode, nodes: NewNodes) => Source | undefined,
): Trace {
  const nodes: TracedNode[] = [];
  /** Where the first output of each node is now; the others of a node that stays are behind it. */
  const places: Source[] = [];
  const moved = (source: Source): Source => {
    if (source.from !== 'node') return source;
    const place = places[source.node]!;
    return place.from === 'node' ? { ...place, output: place.output + source.output } : place;
  };
  const written: NewNodes = {
    specOf: (source) => specOf({ ...trace, nodes }, source),
    add: (operation, inputs, attributes, ...outputs) => {
      const node = nodes.push({ operation, inputs, attributes, outputs }) - 1;
      return { from: 'node', node, output: 0 };
    },
    constant({ shape, dtype }, values) {
      const tensor = constantOf(shape, dtype, values);
      return written.add('Const', [], { dtype: { type: dtype }, value: { tensor } }, { shape, dtype });
    },
  };
  for (const node of trace.nodes) {
    const made = { ...node, inputs: node.inputs.map(moved) };
    places.push(replacement(made, written) ?? { from: 'node', node: nodes.push(made) - 1, output: 0 });
  }
  return {
    ...trace,
    nodes,
    outputs: trace.outputs.map((output) => ({ ...output, source: moved(output.source) })),
    assigned: trace.assigned.map(moved),
  };
}
