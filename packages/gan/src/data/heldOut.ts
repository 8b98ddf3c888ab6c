import { tensor2d } from '@tensorflow/tfjs-core';
import type { RandomSource } from '../random/randomSource.ts';
import { type Batch, labelRows } from './batch.ts';
import { mixturePoints } from './mixturePoints.ts';
import { imagesAsFloats, type TrainingData } from './trainingData.ts';

/** The same for every trial, so that scores compare. */
export const heldOutSeed = 20_140_610;

/** The first `count` held-out samples; of points a fixed draw that training never sees. */
export function heldOutBatch(data: TrainingData, count: number, classes: number, random: RandomSource): Batch {
  if (data.kind === 'points') {
    return { samples: mixturePoints(random, data, count, { seed: heldOutSeed, step: 0, split: 'held-out' }) };
  }
  const shown = Math.min(count, data.heldOut.count);
  const indices = Uint32Array.from({ length: shown }, (_, i) => i);
  const features = data.width * data.height * data.channels;
  const samples = tensor2d(imagesAsFloats(data.heldOut, indices), [shown, features]);
  return classes === 0 ? { samples } : { samples, labels: labelRows(data.heldOut.labels.subarray(0, shown), classes) };
}
