import { type SlopePenalty, towardsZero } from './slopePenalty.ts';
import { atReal } from './slopePoints.ts';

/** γ/2 · E‖∇D(x)‖² at real samples (Mescheder et al. 2018, equation 9). */
export const r1: SlopePenalty = { points: atReal, cost: towardsZero };
