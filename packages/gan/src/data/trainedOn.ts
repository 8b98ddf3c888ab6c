import { concat, slice, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { RandomSource } from '../random/randomSource.ts';
import { type Batch, labelRows } from './batch.ts';
import { mixturePoints } from './mixturePoints.ts';
import { imagesAsFloats, type PointData, type TrainingData } from './trainingData.ts';

interface Learner {
  readonly random: RandomSource;
  readonly seed: number;
  readonly batchSize: number;
  readonly classes: number;
}

/** `count` of the samples that D learns from: the first ones, fewer where there are not as many. */
export function trainedOnBatch(data: TrainingData, count: number, learner: Learner): Batch {
  if (data.kind === 'points') return { samples: firstPoints(data, count, learner) };
  const { classes } = learner;
  const shown = Math.min(count, data.train.count);
  const indices = Uint32Array.from({ length: shown }, (_, i) => i);
  const features = data.width * data.height * data.channels;
  const samples = tensor2d(imagesAsFloats(data.train, indices), [shown, features]);
  return classes === 0 ? { samples } : { samples, labels: labelRows(data.train.labels.subarray(0, shown), classes) };
}

/** Those of D's first update in each of the first steps. */
function firstPoints(data: PointData, count: number, { random, seed, batchSize }: Learner): Tensor2D {
  return tidy(() => {
    const steps = Array.from({ length: Math.ceil(count / batchSize) }, (_, before) => before + 1);
    return slice(
      concat(steps.map((step) => mixturePoints(random, data, batchSize, { seed, step }))),
      0,
      count,
    ) as Tensor2D;
  });
}
