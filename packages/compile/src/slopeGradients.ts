import { dataTypes } from './attrValue.ts';
import { liveNodes, type Source, specOf, type TensorSpec, type Trace, type TracedNode } from './trace.ts';

/**
 * Gradients of (leaky) ReLUs by one operation each. So that it can be differentiated again, such a gradient is written
 * dy · max(sign(x), slope): three passes over memory, each of which writes as many numbers as the layer has. TensorFlow's
 * `LeakyReluGrad` is one: dy where its features are above 0, dy · slope elsewhere. For 0 ≤ slope ≤ 1 that is the same bit for
 * bit, also for slope 0, where `ReluGrad` would lose the sign of dy · 0, but for two things:
 * - Where x is NaN the product is NaN and this is dy · slope. What a layer makes of x is NaN all the same, so that a loss still
 *   tells at which step a training left the numbers.
 * - A subnormal dy passes, which a product makes 0. No arithmetic of TensorFlow's leaves one.
 *
 * The features are y, what the layer gave, where something needs that anyway: it is above 0 where x is, the next layer's
 * gradient reads it too, and x, which then has no second reader, is overwritten by it. Signs and factors that something else
 * reads stay; others are no longer live.
 */
export function withSlopeGradients(trace: Trace): Trace {
  const live = new Set(liveNodes(trace));
  /** What layers before a node gave, by what they took and their slope. */
  const given = new Map<string, Source>();
  const nodes = trace.nodes.map((node, index): TracedNode => {
    const slope = live.has(index) ? slopeOf(node) : undefined;
    if (slope !== undefined) given.set(keyOf(node.inputs[0]!, slope), { from: 'node', node: index, output: 0 });
    return (node.operation === 'Mul' && slopeGradient(trace, node, given)) || node;
  });
  return { ...trace, nodes };
}

function slopeGradient(
  trace: Trace,
  { inputs, outputs }: TracedNode,
  given: ReadonlyMap<string, Source>,
): TracedNode | undefined {
  const [spec] = outputs;
  for (const [dy, factor] of inEitherOrder(inputs)) {
    const found = factorOf(trace, factor);
    if (found === undefined || ![dy, found.x].every((one) => isAlike(specOf(trace, one), spec!))) continue;
    const { x, slope } = found;
    const attributes = { T: { type: dataTypes.float32 }, alpha: { f: slope } };
    return { operation: 'LeakyReluGrad', inputs: [dy, given.get(keyOf(x, slope)) ?? x], attributes, outputs };
  }
  return undefined;
}

/** Where something is max(sign(x), slope), float32. */
function factorOf(trace: Trace, source: Source): { x: Source; slope: number } | undefined {
  const larger = nodeOf(trace, source);
  if (larger?.operation !== 'Maximum') return undefined;
  for (const [one, other] of inEitherOrder(larger.inputs)) {
    const sign = nodeOf(trace, one);
    const slope = numberOf(nodeOf(trace, other));
    const fits = slope !== undefined && slope >= 0 && slope <= 1 && !Object.is(slope, -0);
    if (sign?.operation === 'Sign' && fits) return { x: sign.inputs[0]!, slope };
  }
  return undefined;
}

/** Below 0, as float32, where a node is a (leaky) ReLU. */
function slopeOf({ operation, attributes }: TracedNode): number | undefined {
  if (operation === 'Relu') return 0;
  return operation === 'LeakyRelu' ? Math.fround(attributes.alpha!.f!) : undefined;
}

/** The number, float32, that each of a constant's is. */
function numberOf(node: TracedNode | undefined): number | undefined {
  return node?.operation === 'Const' ? node.attributes.value!.tensor!.floatVal?.[0] : undefined;
}

function nodeOf({ nodes }: Trace, source: Source): TracedNode | undefined {
  return source.from === 'node' ? nodes[source.node] : undefined;
}

function inEitherOrder([one, other]: readonly Source[]): (readonly [Source, Source])[] {
  return [
    [one!, other!],
    [other!, one!],
  ];
}

function keyOf(source: Source, slope: number): string {
  return JSON.stringify([source, slope]);
}

function isAlike(one: TensorSpec, other: TensorSpec): boolean {
  return one.dtype === other.dtype && String(one.shape) === String(other.shape);
}
