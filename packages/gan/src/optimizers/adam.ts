import {
  add,
  dispose,
  div,
  mul,
  type Rank,
  type Scalar,
  scalar,
  sqrt,
  square,
  sub,
  type Tensor1D,
  tidy,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import { biasCorrection } from './biasCorrection.ts';
import type { Optimizer } from './optimizer.ts';

type AdamNumbers = Readonly<Record<'beta1' | 'rest1' | 'beta2' | 'rest2' | 'epsilon', Scalar>>;

/**
 * Adam (Kingma & Ba 2015, algorithm 1). The bias corrections are computed from the update count in double precision, never
 * accumulated: a resumed run has the same ones bit for bit without storing beta powers.
 */
export function adam(beta1: number, beta2: number): Optimizer {
  // Made once: a number inside an operation would be uploaded at every step.
  const numbers = numbersOf(beta1, beta2, constant);
  const constants = Object.values(numbers);
  return {
    ...rule(beta1, beta2, numbers),
    constants,
    again: () => adam(beta1, beta2),
    dispose: () => dispose(constants),
  };
}

/** For updates that are made within one function and forgotten: its numbers are tensors of the caller's `tidy`. */
export function passingAdam(beta1: number, beta2: number): Optimizer {
  return {
    ...rule(beta1, beta2, numbersOf(beta1, beta2, scalar)),
    constants: [],
    again: () => passingAdam(beta1, beta2),
    dispose: () => undefined,
  };
}

function rule(beta1: number, beta2: number, c: AdamNumbers): Pick<Optimizer, 'name' | 'vectors' | 'update'> {
  return {
    name: 'adam',
    vectors: ['m', 'v'],
    update(numbers, weights, gradient, slots) {
      const firstCorrection = biasCorrection(numbers, ({ rate }) => rate, beta1, slots);
      const secondCorrection = biasCorrection(numbers, () => 1, beta2, slots);
      const m = add(mul(slots.vectors.m!, c.beta1), mul(gradient, c.rest1)) as Tensor1D;
      const v = add(mul(slots.vectors.v!, c.beta2), mul(square(gradient), c.rest2)) as Tensor1D;
      const moved = div(mul(m, firstCorrection), add(sqrt(mul(v, secondCorrection)), c.epsilon));
      return { weights: sub(weights, moved) as Tensor1D, slots: { vectors: { m, v }, updates: slots.updates + 1 } };
    },
  };
}

function numbersOf<Number extends Scalar>(beta1: number, beta2: number, made: (value: number) => Number) {
  return {
    beta1: made(beta1),
    rest1: made(1 - beta1),
    beta2: made(beta2),
    rest2: made(1 - beta2),
    epsilon: made(1e-8),
  };
}

function constant(value: number): Variable<Rank.R0> {
  return tidy(() => variable(scalar(value), false));
}
