import { type SlopePenalty, towardsZero } from './slopePenalty.ts';
import { atFake } from './slopePoints.ts';

/** γ/2 · E‖∇D(G(z))‖² at generated samples (Mescheder et al. 2018, equation 10). */
export const r2: SlopePenalty = { points: atFake, cost: towardsZero };
