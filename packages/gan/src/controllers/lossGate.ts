import { greater, type Scalar } from '@tensorflow/tfjs-core';
import { asNumber } from './asNumber.ts';
import type { Controller } from './controller.ts';

/**
 * Each player is trained while its loss is above a threshold: what the GAN hacks warn of (Chintala et al. 2016, number 11),
 * since a loss of this game says little about who is ahead. Here to be compared with.
 */
export function lossGate(lowestD: number, lowestG: number): Controller {
  const above = (loss: Scalar, lowest: number) => asNumber(greater(loss, lowest));
  return {
    name: 'loss-gate',
    first: { trainD: 1, trainG: 1 },
    next: (_now, { lossD, lossG }) => ({ trainD: above(lossD, lowestD), trainG: above(lossG, lowestG) }),
  };
}
