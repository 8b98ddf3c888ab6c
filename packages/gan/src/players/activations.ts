import { add, elu, mul, selu, sigmoid, softplus, split, sub, type Tensor, tanh } from '@tensorflow/tfjs-core';
import { leakyRelu } from './leakyRelu.ts';

export type Activation = keyof typeof activations;

interface ActivationMath {
  apply(x: Tensor): Tensor;
  /** A kernel before it starts with variance gain / fan-in, so that the size of signals stays the same through layers. */
  readonly gain: number;
  /** It makes one number of so many; 1 when absent. */
  readonly pieces?: 2;
}

/** What may stand between layers (`maxout` needs layers before it that give twice as much). Each is right in the second order (see `secondOrderGradients.ts`), so each goes with a penalty. */
export const activations = {
  linear: { apply: (x) => x, gain: 1 },
  // He et al. 2015, equation 10.
  relu: { apply: (x) => leakyRelu(x, 0), gain: 2 },
  'leaky-relu': { apply: (x) => leakyRelu(x, 0.2), gain: 2 },
  // Clevert et al. 2016.
  elu: { apply: (x) => elu(x), gain: 2 },
  // Klambauer et al. 2017: variance 1 / fan-in keeps its fixed point.
  selu: { apply: (x) => selu(x), gain: 1 },
  // Ramachandran et al. 2017: x σ(x).
  swish: { apply: (x) => mul(x, sigmoid(x)), gain: 2 },
  // Hendrycks & Gimpel 2016, the approximation with tanh: ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
  gelu: { apply: gelu, gain: 2 },
  softplus: { apply: (x) => softplus(x), gain: 2 },
  tanh: { apply: (x) => tanh(x), gain: 1 },
  sigmoid: { apply: (x) => sigmoid(x), gain: 1 },
  // Goodfellow et al. 2013, two pieces. The larger of two normal numbers has the second moment of one.
  maxout: { apply: maxout, gain: 1, pieces: 2 },
} as const satisfies Record<string, ActivationMath>;

/** How many numbers a layer before it has to give for each of its own. */
export function piecesOf(activation: Activation): number {
  const math: ActivationMath = activations[activation];
  return math.pieces ?? 1;
}

/** The larger of the first and the second half of the last axis: max(a, b) = a + relu(b − a). */
function maxout(x: Tensor): Tensor {
  const [a, b] = split(x, 2, -1) as [Tensor, Tensor];
  return add(a, leakyRelu(sub(b, a), 0));
}

function gelu(x: Tensor): Tensor {
  const inner = mul(add(x, mul(mul(mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return mul(mul(x, 0.5), add(tanh(inner), 1));
}
