import { customGrad, exp, log, max, mul, sub, sum, type Tensor, type Tensor2D, zeros } from '@tensorflow/tfjs-core';

/**
 * log p of the labels [batch, classes], one 1 a row, under softmax(logits) [batch, classes]: y·l − log Σ exp(l), [batch, 1].
 * tfjs's own logSoftmax is wrong in the second order.
 */
export function logProbability(logits: Tensor2D, labels: Tensor2D): Tensor2D {
  // The largest logit only keeps exp within range: it cancels, so it is a constant.
  const shifted = sub(logits, largest(logits));
  return sub(sum(mul(shifted, labels), 1, true), log(sum(exp(shifted), 1, true))) as Tensor2D;
}

function largest(logits: Tensor2D): Tensor {
  const { shape } = logits;
  return customGrad((x) => ({ value: max(x as Tensor, 1, true), gradFunc: () => zeros(shape) }))(logits);
}
