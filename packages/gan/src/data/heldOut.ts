import { tensor2d } from '@tensorflow/tfjs-core';
import { type Batch, labelRows } from './batch.ts';
import { mixturePoints } from './mixturePoints.ts';
import { imagesAsFloats, type TrainingData } from './trainingData.ts';

/** The same for every trial, so that scores compare. */
export const heldOutSeed = 20_140_610;

/** The first `count` held-out samples; of points a fixed draw that training never sees. */
export function heldOutBatch(data: TrainingData, count: number, classes: number): Batch {
  if (data.kind === 'points') {
    const points = mixturePoints(data, count, { seed: heldOutSeed, index: 0, split: 'held-out' });
    return { samples: tensor2d(points, [count, 2]) };
  }
  const shown = Math.min(count, data.heldOut.count);
  const indices = Uint32Array.from({ length: shown }, (_, i) => i);
  const features = data.width * data.height * data.channels;
  const samples = tensor2d(imagesAsFloats(data.heldOut, indices), [shown, features]);
  return classes === 0 ? { samples } : { samples, labels: labelRows(data.heldOut.labels.subarray(0, shown), classes) };
}
