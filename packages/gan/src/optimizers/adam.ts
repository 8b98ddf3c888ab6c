import { add, div, mul, type Scalar, scalar, sqrt, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';

/** Slots of one player: first and second moment, flat like its weights, and how many updates were made. */
export interface AdamSlots {
  readonly m: Tensor1D;
  readonly v: Tensor1D;
  readonly updates: number;
}

/** The constants as tensors, made once: a number inside an operation would be uploaded at every step. */
export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly tensors: {
    readonly beta1: Scalar;
    readonly rest1: Scalar;
    readonly beta2: Scalar;
    readonly rest2: Scalar;
    readonly epsilon: Scalar;
  };
}

export function adamConstants(beta1: number, beta2: number): AdamConstants {
  return {
    beta1,
    beta2,
    tensors: {
      beta1: scalar(beta1),
      rest1: scalar(1 - beta1),
      beta2: scalar(beta2),
      rest2: scalar(1 - beta2),
      epsilon: scalar(1e-8),
    },
  };
}

/**
 * One Adam update (Kingma & Ba 2015, algorithm 1) as a pure function. The bias corrections are computed from the update
 * count in double precision, never accumulated: a resumed run has the same ones bit for bit without storing beta powers.
 */
export function adamUpdate(
  constants: AdamConstants,
  rate: number,
  weights: Tensor1D,
  gradient: Tensor1D,
  slots: AdamSlots,
): { weights: Tensor1D; slots: AdamSlots } {
  const { tensors: c } = constants;
  const updates = slots.updates + 1;
  const firstCorrection = scalar(rate / (1 - constants.beta1 ** updates));
  const secondCorrection = scalar(1 / (1 - constants.beta2 ** updates));
  const m = add(mul(slots.m, c.beta1), mul(gradient, c.rest1)) as Tensor1D;
  const v = add(mul(slots.v, c.beta2), mul(square(gradient), c.rest2)) as Tensor1D;
  const moved = div(mul(m, firstCorrection), add(sqrt(mul(v, secondCorrection)), c.epsilon));
  return { weights: sub(weights, moved) as Tensor1D, slots: { m, v, updates } };
}
