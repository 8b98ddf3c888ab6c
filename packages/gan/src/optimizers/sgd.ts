import { mul, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.ts';

/** w ← w − rate · gradient: nothing remembered, what theory speaks about. */
export const sgd: Optimizer = {
  name: 'sgd',
  vectors: [],
  update: (numbers, weights, gradient, { updates }) => ({
    weights: sub(
      weights,
      mul(
        gradient,
        numbers(({ rate }) => rate),
      ),
    ) as Tensor1D,
    slots: { vectors: {}, updates: updates + 1 },
  }),
  constants: [],
  again: () => sgd,
  dispose: () => undefined,
};
