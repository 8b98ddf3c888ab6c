import type { RandomSource } from '../random/randomSource.ts';
import type { Batch } from './batch.ts';
import { evenBatch } from './evenBatch.ts';
import { mixturePoints } from './mixturePoints.ts';
import type { TrainingData } from './trainingData.ts';

/** The same for every trial, so that scores compare. */
export const heldOutSeed = 20_140_610;

/** `count` held-out samples, of images evenly from all of them; of points a fixed draw that training never sees. */
export function heldOutBatch(data: TrainingData, count: number, classes: number, random: RandomSource): Batch {
  if (data.kind === 'points') {
    return { samples: mixturePoints(random, data, count, { seed: heldOutSeed, step: 0, split: 'held-out' }) };
  }
  return evenBatch(data.heldOut, count, classes);
}
