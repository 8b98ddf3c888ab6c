import { tensor2d } from '@tensorflow/tfjs-core';
import { type Batch, labelRows } from './batch.ts';
import { mixturePoints } from './mixturePoints.ts';
import { imagesAsFloats, type TrainingData } from './trainingData.ts';

/** `count` of the samples that a training with this seed learns from: the first ones, fewer where there are not as many. */
export function trainedOnBatch(data: TrainingData, count: number, seed: number, classes: number): Batch {
  if (data.kind === 'points') {
    return { samples: tensor2d(mixturePoints(data, count, { seed, index: 0, split: 'train' }), [count, 2]) };
  }
  const shown = Math.min(count, data.train.count);
  const indices = Uint32Array.from({ length: shown }, (_, i) => i);
  const features = data.width * data.height * data.channels;
  const samples = tensor2d(imagesAsFloats(data.train, indices), [shown, features]);
  return classes === 0 ? { samples } : { samples, labels: labelRows(data.train.labels.subarray(0, shown), classes) };
}
