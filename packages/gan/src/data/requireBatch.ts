import { SeesawError } from '@seesaw/shared/errors';
import type { TrainingData } from './trainingData.ts';

/**
 * Sizes of made and shipped sets are known before; what lies in a folder is counted when it is read.
 * @param pack images that D looks at for one answer
 * @throws SeesawError `data-set` where a batch takes more images than there are to train on, or an answer more than are held out
 */
export function requireBatch(data: TrainingData, batchSize: number, pack: number): void {
  if (data.kind === 'points') return;
  const { name, train, heldOut } = data;
  if (batchSize > train.count) {
    const hint = `Use batch_size ≤ ${train.count}, or add images.`;
    throw refused(
      `Data set ${name} has ${train.count} images to train on, fewer than a batch of ${batchSize} (batch_size).`,
      hint,
    );
  }
  if (pack > heldOut.count) {
    const hint = `Use pac ≤ ${heldOut.count}, or add images.`;
    throw refused(
      `Data set ${name} holds out ${heldOut.count} images, fewer than D looks at at once (pac ${pack}).`,
      hint,
    );
  }
}

function refused(what: string, hint: string): SeesawError {
  return new SeesawError('data-set', `${what} ${hint}`, { facts: { hint } });
}
