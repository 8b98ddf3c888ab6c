import {
  add,
  customGrad,
  Elu,
  Exp,
  type GradConfig,
  minimum,
  mul,
  registerGradient,
  Selu,
  Sigmoid,
  square,
  step,
  sub,
  Tanh,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** First and second derivative of an elementwise function at x, both in terms of its value y. */
interface Derivatives {
  readonly kernel: string;
  first(y: Tensor): Tensor;
  second(y: Tensor): Tensor;
}

// Klambauer et al. 2017, section 2.
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

const functions: readonly Derivatives[] = [
  // y' = 1 − y², y'' = −2y(1 − y²)
  { kernel: Tanh, first: oneMinusSquare, second: (y) => mul(mul(y, -2), oneMinusSquare(y)) },
  // y' = y(1 − y), y'' = y(1 − y)(1 − 2y)
  {
    kernel: Sigmoid,
    first: (y) => mul(y, sub(1, y)),
    second: (y) => mul(mul(y, sub(1, y)), sub(1, mul(y, 2))),
  },
  // y' = y'' = y
  { kernel: Exp, first: (y) => y, second: (y) => y },
  // x > 0: y' = 1, y'' = 0; elsewhere y' = y'' = y + 1
  {
    kernel: Elu,
    first: (y) => add(minimum(y, 0), 1),
    second: (y) => mul(sub(1, step(y)), add(minimum(y, 0), 1)),
  },
  // x > 0: y' = λ, y'' = 0; elsewhere y' = y'' = y + λα
  {
    kernel: Selu,
    first: (y) => add(mul(step(y), seluScale), belowZero(y)),
    second: belowZero,
  },
];

/**
 * tfjs keeps only the *output* of tanh, sigmoid, exp and elu for their gradients and so forgets that the gradient depends on the
 * input: under a penalty on ∇ₓD the derivative of the derivative is silently 0; selu's throws. Each is registered anew here
 * with its first and second derivative. First-order gradients stay the same bits. Call once before training.
 *
 * Right as they are (held by the same test): softplus, matMul, conv2d, conv2dTranspose, sums, roots, reshape, split, concat.
 */
export function registerSecondOrderGradients(): void {
  for (const derivatives of functions) registerGradient(gradientOf(derivatives));
}

function gradientOf({ kernel, first, second }: Derivatives): GradConfig {
  return {
    kernelName: kernel,
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, saved) => {
      const [x, y] = saved as [Tensor, Tensor];
      return { x: () => backward(dy as Tensor, x, y, { first, second }) };
    },
  };
}

/** dy · f'(x) with its own gradients for dy and x; y = f(x) is at hand, so nothing is computed twice. */
function backward(dy: Tensor, x: Tensor, y: Tensor, { first, second }: Omit<Derivatives, 'kernel'>): Tensor {
  return customGrad((incoming, _x, save) => {
    const slope = first(y);
    (save as (tensors: Tensor[]) => void)([incoming as Tensor, slope, y]);
    return {
      value: mul(incoming as Tensor, slope),
      gradFunc: (ddy: Tensor, saved: Tensor[]) => {
        const [kept, keptSlope, output] = saved as [Tensor, Tensor, Tensor];
        return [mul(ddy, keptSlope), mul(mul(ddy, kept), second(output))];
      },
    };
  })(dy, x);
}

function oneMinusSquare(y: Tensor): Tensor {
  return sub(1, square(y));
}

function belowZero(y: Tensor): Tensor {
  return mul(sub(1, step(y)), add(y, seluScale * seluAlpha));
}
