import { add, mean, mul, sqrt, square, sub, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { DrawKey, RandomSource } from '../random/randomSource.ts';

/** What D saw in an update, [batch, features] each, and the key of its draws. */
export interface SeenByD {
  readonly real: Tensor2D;
  readonly fake: Tensor2D;
  readonly random: RandomSource;
  readonly key: Omit<DrawKey, 'purpose'>;
}

/** Where the slope of D is looked at, [batch, features]. */
export type SlopePoints = (seen: SeenByD) => Tensor2D;

export const atReal: SlopePoints = ({ real }) => real;

export const atFake: SlopePoints = ({ fake }) => fake;

/** x̂ = x + α(G(z) − x), α ~ U(0,1) per sample. */
export const between: SlopePoints = ({ real, fake, random, key }) => {
  const alpha = random.uniform([real.shape[0], 1], { ...key, purpose: 'interpolation' });
  return add(real, mul(alpha, sub(fake, real))) as Tensor2D;
};

/** x + δ, δ = ½·std(x)·U[−1,1) per element; std over the whole batch (Kodali et al. 2017, algorithm 1). */
export const aroundReal: SlopePoints = ({ real, random, key }) => {
  const draw = random.uniform(real.shape, { ...key, purpose: 'dragan-noise' });
  return add(real, mul(deviation(real), sub(draw, 0.5))) as Tensor2D;
};

function deviation(x: Tensor): Tensor {
  return sqrt(mean(square(sub(x, mean(x)))));
}
