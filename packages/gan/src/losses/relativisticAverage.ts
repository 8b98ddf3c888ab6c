import { mean, type Scalar, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/**
 * Each sample against the mean of the other kind (Jolicoeur-Martineau 2018, section 4): D wants the real ones to lie above the
 * mean of the generated ones and these below that of the real ones, G the reverse.
 *
 * @param cost small where `above` (winners less the mean of the losers) is large and `below` (losers less that of the winners) small
 */
export function relativisticAverage(name: string, cost: (above: Tensor, below: Tensor) => Tensor): Loss {
  const contest = (winners: Tensor, losers: Tensor) =>
    cost(sub(winners, mean(losers)), sub(losers, mean(winners))) as Scalar;
  return { name, seesReal: true, d: contest, g: (fake, real) => contest(fake, real!) };
}
