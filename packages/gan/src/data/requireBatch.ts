import { SeesawError } from '@seesaw/shared/errors';
import type { TrainingData } from './trainingData.ts';

/**
 * Sizes of made and shipped sets are known before; what lies in a folder is counted when it is read.
 * @throws SeesawError `data-set` where a batch takes more images than there are to train on
 */
export function requireBatch(data: TrainingData, batchSize: number): void {
  if (data.kind === 'points' || batchSize <= data.train.count) return;
  const { name, train } = data;
  const hint = `Use batch_size ≤ ${train.count}, or add images.`;
  throw new SeesawError(
    'data-set',
    `Data set ${name} has ${train.count} images to train on, fewer than a batch of ${batchSize} (batch_size). ${hint}`,
    { facts: { hint } },
  );
}
