import {
  add,
  grad,
  mean,
  mul,
  type Scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { leakyRelu } from '../players/leakyRelu.ts';
import { perAnswer } from '../players/packs.ts';
import type { SlopePoints } from './slopePoints.ts';

/** A cost on the length of ∇ₓD: where the slope is taken and what a slope costs. */
export interface SlopePenalty {
  readonly points: SlopePoints;
  /** From ‖∇D‖² of each answer, [n]. */
  cost(squares: Tensor1D): Scalar;
}

/** Keeps the square root differentiable where the gradient is 0. */
const epsilon = 1e-12;

/** (‖∇D‖ − 1)²: Gulrajani et al. 2017, equation 3, without λ. */
export const towardsOne = (squares: Tensor1D) => mean(square(sub(norm(squares), 1))) as Scalar;

/** max(0, ‖∇D‖ − 1)²: Petzka et al. 2018, without λ. */
export const belowOne = (squares: Tensor1D) => mean(square(leakyRelu(sub(norm(squares), 1), 0))) as Scalar;

/** ½‖∇D‖²: Mescheder et al. 2018, equation 9, without γ. */
export const towardsZero = (squares: Tensor1D) => mul(mean(squares), 0.5) as Scalar;

/**
 * The penalty of D at `points` [batch, features], a constant. `d` gives one answer per sample or pack, [n, 1]; the norm is
 * per answer over everything that it looked at.
 */
export function slopePenalty(
  d: (x: Tensor) => Tensor,
  { cost }: Pick<SlopePenalty, 'cost'>,
  points: Tensor2D,
  pack = 1,
): Scalar {
  const slope = grad((x) => sum(d(x)))(points) as Tensor2D;
  return cost(sum(perAnswer(square(slope), pack), 1) as Tensor1D);
}

function norm(squares: Tensor1D): Tensor {
  return sqrt(add(squares, epsilon));
}
