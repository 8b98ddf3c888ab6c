import type { TrainingData } from './trainingData.ts';

/** Of checkpoints that do not say it. */
export const firstDataVersion = 1;

/**
 * Raised where the same data set, seed and step give other samples than before: a training goes on with those that it began
 * with, or not at all. Points are drawn by TensorFlow since version 2; 1 drew them in JavaScript.
 */
export function dataVersionOf({ kind }: Pick<TrainingData, 'kind'>): number {
  return kind === 'points' ? 2 : firstDataVersion;
}
