import { dataVersionOf } from '@seesaw/gan/data/dataVersion';
import type { TrainingData } from '@seesaw/gan/data/trainingData';
import { SeesawError } from '@seesaw/shared/errors';

/**
 * @param before of the steps so far; absent where there are none
 * @throws SeesawError `conflict` where the steps to come would see other samples than the same steps did when they were begun
 */
export function requireSameData(data: Pick<TrainingData, 'name' | 'kind'>, before: number | undefined): void {
  const now = dataVersionOf(data);
  if (before === undefined || before === now) return;
  const message = `The steps so far were trained on samples of ${data.name} as version ${before} draws them; here they are drawn as version ${now}, which gives others for the same seed and step. Retry with --from scratch, or go on with the version of Seesaw that began it.`;
  throw new SeesawError('conflict', message);
}
