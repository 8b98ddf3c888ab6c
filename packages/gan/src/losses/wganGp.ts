import { towardsOne } from '../regularisers/slopePenalty.ts';
import { between } from '../regularisers/slopePoints.ts';
import type { Loss } from './loss.ts';
import { wgan } from './wgan.ts';

/** Gulrajani et al. 2017, equation 3: L_D = −D(x) + D(G(z)) + λ(‖∇D(x̂)‖ − 1)². */
export const wganGp: Loss = { ...wgan, name: 'wgan-gp', penalty: { points: between, cost: towardsOne } };
