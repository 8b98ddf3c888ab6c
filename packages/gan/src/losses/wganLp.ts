import { belowOne } from '../regularisers/slopePenalty.ts';
import { between } from '../regularisers/slopePoints.ts';
import type { Loss } from './loss.ts';
import { wgan } from './wgan.ts';

/** Petzka et al. 2018: L_D = −D(x) + D(G(z)) + λ max(0, ‖∇D(x̂)‖ − 1)²; a slope below 1 is free. */
export const wganLp: Loss = { ...wgan, name: 'wgan-lp', penalty: { points: between, cost: belowOne } };
