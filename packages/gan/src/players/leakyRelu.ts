import {
  customGrad,
  engine,
  leakyRelu as leakyReluKernel,
  maximum,
  mul,
  relu,
  sign,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * max(x, slope·x), right in the second order too: tfjs's own leakyRelu throws under a gradient penalty, and its relu costs
 * six operations backwards. The derivative is piecewise constant, so the second derivative with respect to x is 0 and
 * only the incoming gradient is passed on. 0 ≤ slope < 1; slope 0 is relu.
 */
export function leakyRelu<T extends Tensor>(x: T, slope: number): T {
  const forward = (input: T): T => (slope === 0 ? relu(input) : leakyReluKernel(input, slope));
  if (!isDifferentiated()) return forward(x);
  return customGrad((input, save) => {
    const kept = input as T;
    (save as (tensors: Tensor[]) => void)([kept]);
    return {
      value: forward(kept),
      gradFunc: (dy: Tensor, saved: Tensor[]) => throughSlope(dy, saved[0]!, slope),
    };
  })(x) as T;
}

/** Where nobody asks for a gradient its bookkeeping costs more than the operation. */
function isDifferentiated(): boolean {
  return (engine() as unknown as { isTapeOn(): boolean }).isTapeOn();
}

/** dy · (1 where x > 0, slope elsewhere), differentiable in dy. */
function throughSlope(dy: Tensor, x: Tensor, slope: number): Tensor {
  return customGrad((incoming, save) => {
    const factor = maximum(sign(x), slope);
    (save as (tensors: Tensor[]) => void)([factor]);
    return {
      value: mul(incoming as Tensor, factor),
      gradFunc: (ddy: Tensor, saved: Tensor[]) => mul(ddy, saved[0]!),
    };
  })(dy);
}
