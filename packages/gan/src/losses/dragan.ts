import { towardsOne } from '../regularisers/slopePenalty.ts';
import { aroundReal } from '../regularisers/slopePoints.ts';
import type { Loss } from './loss.ts';
import { nonsaturating } from './nonsaturating.ts';

/** Kodali et al. 2017: the non-saturating game + λ(‖∇D(x + δ)‖ − 1)² around real samples, where games get stuck. */
export const dragan: Loss = { ...nonsaturating, name: 'dragan', penalty: { points: aroundReal, cost: towardsOne } };
