import { type AttrValue, constantOf, dataTypes, shapeMessage } from './attrValue.ts';
import type { Source, TensorSpec, Trace, TracedNode } from './trace.ts';

/**
 * Draws by the generator that XLA is fastest with on a CPU, Threefry 2×32 (Salmon et al. 2011, "Parallel random numbers: as easy as
 * 1, 2, 3"), instead of Philox, whose products of 32 bits it computes in 64. Both words of the seed are the key. Normal numbers are
 * √2 erf⁻¹(x) of an x that is uniform in (−1, 1), one pass of arithmetic; TensorFlow's way (Box & Muller) calls a sine and a cosine
 * for each. Of x there are 2²³, the odd multiples of 2⁻²³, so that the largest number is 5.3 and none is infinite.
 *
 * TensorFlow's executor has no Threefry on a CPU: a mode has its own numbers.
 */
export function withThreefryDraws(trace: Trace): Trace {
  const nodes: TracedNode[] = [];
  /** Of each node, the one that gives what it gave. */
  const places: number[] = [];
  const moved = (source: Source): Source =>
    source.from === 'node' ? { ...source, node: places[source.node]! } : source;
  for (const node of trace.nodes) {
    const made = { ...node, inputs: node.inputs.map(moved) };
    places.push((isDraw(made) ? pushDraw(nodes, made) : nodes.push(made)) - 1);
  }
  return {
    ...trace,
    nodes,
    outputs: trace.outputs.map((output) => ({ ...output, source: moved(output.source) })),
    assigned: trace.assigned.map(moved),
  };
}

const { float32, int32, uint64 } = dataTypes;

function isDraw({ operation }: TracedNode): boolean {
  return operation === 'StatelessRandomNormal' || operation === 'StatelessRandomUniform';
}

/** TensorFlow's number of the algorithm. */
const threefry = 2;

/** @returns how many nodes there are then; the last one gives the draw */
function pushDraw(nodes: TracedNode[], { operation, inputs, outputs }: TracedNode): number {
  const [shape, seed] = inputs as [Source, Source];
  const [drawn] = outputs as [TensorSpec];
  const push = (one: TracedNode): Source => ({ from: 'node', node: nodes.push(one) - 1, output: 0 });
  const constant = (spec: TensorSpec, values: Int32Array | Float32Array): Source => {
    const tensor = constantOf(spec.shape, spec.dtype, values);
    return push(nodeOf('Const', [], { dtype: { type: spec.dtype }, value: { tensor } }, spec));
  };
  const number = (value: number) => constant({ shape: [], dtype: float32 }, Float32Array.of(value));
  const arithmetic = (name: string, ...from: Source[]) => push(nodeOf(name, from, { T: { type: float32 } }, drawn));

  const word = { shape: [], dtype: uint64 };
  const one = constant({ shape: [1], dtype: int32 }, Int32Array.of(1));
  const joined = push(nodeOf('Bitcast', [seed], { T: { type: int32 }, type: { type: uint64 } }, word));
  const asKey = { T: { type: uint64 }, Tshape: { type: int32 } };
  const key = push(nodeOf('Reshape', [joined, one], asKey, { ...word, shape: [1] }));
  const zeros = { dtype: uint64, tensorShape: shapeMessage([2]) };
  const counter = push(
    nodeOf('Const', [], { dtype: { type: uint64 }, value: { tensor: zeros } }, { ...word, shape: [2] }),
  );
  const algorithm = constant({ shape: [], dtype: int32 }, Int32Array.of(threefry));
  const attributes = { dtype: { type: float32 }, Tshape: { type: int32 } };
  const uniform = push(nodeOf('StatelessRandomUniformV2', [shape, key, counter, algorithm], attributes, drawn));
  if (operation === 'StatelessRandomNormal') {
    // No step of it is rounded: [0, 1) is k · 2⁻²³.
    const x = arithmetic('Add', arithmetic('Mul', uniform, number(2)), number(2 ** -23 - 1));
    arithmetic('Mul', arithmetic('Erfinv', x), number(Math.SQRT2));
  }
  return nodes.length;
}

function nodeOf(
  operation: string,
  inputs: readonly Source[],
  attributes: Readonly<Record<string, AttrValue>>,
  output: TensorSpec,
): TracedNode {
  return { operation, inputs, attributes, outputs: [output] };
}
