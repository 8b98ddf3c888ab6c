import { dataTypes, shapeMessage } from './attrValue.ts';
import { type NewNodes, withReplacedNodes } from './replacedNodes.ts';
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
  return withReplacedNodes(trace, (node, nodes) => (isDraw(node) ? drawOf(node, nodes) : undefined));
}

const { float32, int32, uint64 } = dataTypes;

function isDraw({ operation }: TracedNode): boolean {
  return operation === 'StatelessRandomNormal' || operation === 'StatelessRandomUniform';
}

/** TensorFlow's number of the algorithm. */
const threefry = 2;

function drawOf({ operation, inputs, outputs }: TracedNode, nodes: NewNodes): Source {
  const [shape, seed] = inputs as [Source, Source];
  const [drawn] = outputs as [TensorSpec];
  const number = (value: number) => nodes.constant({ shape: [], dtype: float32 }, Float32Array.of(value));
  const arithmetic = (name: string, ...from: Source[]) => nodes.add(name, from, { T: { type: float32 } }, drawn);

  const word = { shape: [], dtype: uint64 };
  const one = nodes.constant({ shape: [1], dtype: int32 }, Int32Array.of(1));
  const joined = nodes.add('Bitcast', [seed], { T: { type: int32 }, type: { type: uint64 } }, word);
  const asKey = { T: { type: uint64 }, Tshape: { type: int32 } };
  const key = nodes.add('Reshape', [joined, one], asKey, { ...word, shape: [1] });
  const zeros = { dtype: uint64, tensorShape: shapeMessage([2]) };
  const asCounter = { dtype: { type: uint64 }, value: { tensor: zeros } };
  const counter = nodes.add('Const', [], asCounter, { ...word, shape: [2] });
  const algorithm = nodes.constant({ shape: [], dtype: int32 }, Int32Array.of(threefry));
  const attributes = { dtype: { type: float32 }, Tshape: { type: int32 } };
  const uniform = nodes.add('StatelessRandomUniformV2', [shape, key, counter, algorithm], attributes, drawn);
  if (operation === 'StatelessRandomUniform') return uniform;
  // No step of it is rounded: [0, 1) is k · 2⁻²³.
  const x = arithmetic('Add', arithmetic('Mul', uniform, number(2)), number(2 ** -23 - 1));
  return arithmetic('Mul', arithmetic('Erfinv', x), number(Math.SQRT2));
}
