import { tensor2d } from '@tensorflow/tfjs-core';
import { type Batch, labelRows } from './batch.ts';
import { type ImageData, imagesAsFloats } from './trainingData.ts';

/** `count` of the images that D learns from: the first ones, fewer where there are not as many. */
export function trainedOnBatch(data: ImageData, count: number, classes: number): Batch {
  const shown = Math.min(count, data.train.count);
  const indices = Uint32Array.from({ length: shown }, (_, i) => i);
  const features = data.width * data.height * data.channels;
  const samples = tensor2d(imagesAsFloats(data.train, indices), [shown, features]);
  return classes === 0 ? { samples } : { samples, labels: labelRows(data.train.labels.subarray(0, shown), classes) };
}
