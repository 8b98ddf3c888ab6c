import { add, div, mul, sqrt, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.ts';

/** v ← βv + (1 − β)g², w ← w − rate · g / (√v + ε) (Tieleman & Hinton 2012, lecture 6.5; ε outside the root). */
export function rmsprop(beta: number): Optimizer {
  const epsilon = 1e-8;
  return {
    name: 'rmsprop',
    vectors: ['v'],
    update(numbers, weights, gradient, slots) {
      const [kept, taken] = [numbers(() => beta), numbers(() => 1 - beta)];
      const v = add(mul(slots.vectors.v!, kept), mul(square(gradient), taken)) as Tensor1D;
      const rate = numbers((moment) => moment.rate);
      const moved = div(mul(gradient, rate), add(sqrt(v), epsilon));
      return { weights: sub(weights, moved) as Tensor1D, slots: { vectors: { v }, updates: slots.updates + 1 } };
    },
    constants: [],
    again: () => rmsprop(beta),
    dispose: () => undefined,
  };
}
