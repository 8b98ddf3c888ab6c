import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.ts';
import type { AdamConstants } from '../optimizers/adam.ts';
import type { Mlp } from '../players/mlp.ts';
import type { RandomSource } from '../random/randomSource.ts';

/** The fixed rules of one trial: nothing here changes from step to step. */
export interface Game {
  readonly g: Mlp;
  readonly d: Mlp;
  readonly loss: Loss;
  readonly penaltyWeight: number;
  readonly order: 'd-first' | 'g-first' | 'simultaneous';
  readonly dSteps: number;
  readonly gSteps: number;
  readonly batchSize: number;
  readonly zDim: number;
  readonly rateD: number;
  readonly rateG: number;
  /** Both rates are multiplied by this at a step (1, 2, …). */
  readonly rateShare: (step: number) => number;
  readonly adam: AdamConstants;
  readonly random: RandomSource;
  readonly seed: number;
  /** Real batch number `update` (0, 1, …), [batch, features]; a function of (seed, update). The caller disposes it. */
  readonly realBatch: (update: number) => Tensor2D;
}
