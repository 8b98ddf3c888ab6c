import { abs, greater, maximum, mul, type Scalar, scalar, sub } from '@tensorflow/tfjs-core';
import { asNumber } from './asNumber.ts';
import type { Controller } from './controller.ts';

/**
 * Only the player whose loss changes more is trained (Ouyang et al. 2020, algorithm 1): D where r_D > λ r_G, else G, with
 * r = |(L − L') / L'| and L' the loss one step before. Multiplied out, so that a loss of 0 divides nothing.
 */
export function lossChangeRatio(lambda: number): Controller {
  return {
    name: 'loss-change-ratio',
    first: { trainD: 1, trainG: 1, lossD: 0, lossG: 0, seen: 0 },
    next(now, { lossD, lossG }) {
      const changeOfD = mul(abs(sub(lossD, now.lossD!)), abs(now.lossG!));
      const changeOfG = mul(abs(sub(lossG, now.lossG!)), abs(now.lossD!));
      const moreOfD = asNumber(greater(changeOfD, mul(changeOfG, lambda)));
      // After the first step there is no change yet: both go on.
      const unknown = sub(1, now.seen!);
      return {
        trainD: maximum(moreOfD, unknown) as Scalar,
        trainG: maximum(sub(1, moreOfD), unknown) as Scalar,
        lossD: lossD.clone(),
        lossG: lossG.clone(),
        seen: scalar(1),
      };
    },
  };
}
