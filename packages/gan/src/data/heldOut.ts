import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { ringPoints } from './ring.ts';
import { imagesAsFloats, type TrainingData } from './trainingData.ts';

/** The same for every trial, so that scores compare. */
export const heldOutSeed = 20_140_610;

/** The first `count` held-out samples, [count, features]; for the ring a fixed draw that training never sees. */
export function heldOutBatch(data: TrainingData, count: number): Tensor2D {
  if (data.kind === 'ring') return tensor2d(ringPoints(count, heldOutSeed, 0, 'held-out'), [count, 2]);
  const shown = Math.min(count, data.heldOut.count);
  const indices = Uint32Array.from({ length: shown }, (_, i) => i);
  return tensor2d(imagesAsFloats(data.heldOut, indices), [shown, data.width * data.height * data.channels]);
}
