import { mul, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';

/** Adam with weights that shrink by rate · decay per update beside it, not through the gradient (Loshchilov & Hutter 2019, algorithm 2). */
export function adamW(beta1: number, beta2: number, decay: number): Optimizer {
  const inner = adam(beta1, beta2);
  return {
    ...inner,
    name: 'adamw',
    again: () => adamW(beta1, beta2, decay),
    update(numbers, weights, gradient, slots) {
      const shrunk = mul(
        weights,
        numbers(({ rate }) => rate * decay),
      );
      return inner.update(numbers, sub(weights, shrunk) as Tensor1D, gradient, slots);
    },
  };
}
