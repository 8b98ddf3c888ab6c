import { add, clipByValue, div, mul, norm, type Scalar, scalar, sqrt, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Controller } from './controller.ts';

/** A moving average of the norms keeps this much of itself per step: about the last hundred count. */
const decay = 0.99;
/** Two players at rest are even. */
const tiny = 1e-12;

/**
 * The player with the smaller gradient, who is nearer to what it wants, slows down and the other speeds up: with ratio
 * r = ‖∇_D‖ / ‖∇_G‖ of the averaged norms, D's rate is multiplied by √(r / target) and G's divided by it. A rule of our own,
 * after the norms that GradNorm brings together between the tasks of one network (Chen et al. 2018).
 */
export function gradientRatio(target: number, limit: number): Controller {
  return {
    name: 'gradient-ratio',
    first: { rateD: 1, rateG: 1, normD: 0, normG: 0, seen: 0 },
    next(now, { gradientD, gradientG }) {
      const kept = mul(now.seen!, decay);
      const average = (before: Scalar, gradient: Tensor) =>
        add(mul(before, kept), mul(norm(gradient), sub(1, kept))) as Scalar;
      const normD = average(now.normD!, gradientD);
      const normG = average(now.normG!, gradientG);
      const ratio = div(add(normD, tiny), mul(add(normG, tiny), target));
      const rateD = clipByValue(sqrt(ratio), 1 / limit, limit) as Scalar;
      return { rateD, rateG: div(1, rateD) as Scalar, normD, normG, seen: scalar(1) };
    },
  };
}
