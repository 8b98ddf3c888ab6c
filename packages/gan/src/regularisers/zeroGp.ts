import { type SlopePenalty, towardsZero } from './slopePenalty.ts';
import { between } from './slopePoints.ts';

/** γ/2 · E‖∇D(x̂)‖² between real and generated samples (Thanh-Tung et al. 2019). */
export const zeroGp: SlopePenalty = { points: between, cost: towardsZero };
