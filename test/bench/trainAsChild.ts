import type { TrainingData } from '@seesaw/gan/data/trainingData';
import { sharedLooks } from '@seesaw/gan/game/sharedLooks';
import type { FeatureNet } from '@seesaw/gan/metrics/featureNet';
import type { Compiler } from '@seesaw/gan/native/compiler';
import { createTraining, type Training } from '@seesaw/gan/training';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { chooseExecution } from '../../apps/trainer/src/child/execution.ts';
import type { NativeLibrary } from '../../apps/trainer/src/child/nativeLibrary.ts';

const looks = sharedLooks();

interface TrainedWith {
  readonly features?: FeatureNet | undefined;
  readonly watched?: (compile: Compiler) => Compiler;
}

/**
 * The training of a trial as the child of a slot has it: compiled, unless its configuration says otherwise.
 * @param watched what compiles it, with something around
 */
export function trainAsChild(
  config: TrialConfig,
  data: TrainingData,
  { random, draws, device }: NativeLibrary,
  { features, watched = (compile) => compile }: TrainedWith = {},
): Training {
  const log = (text: string) => process.stderr.write(`${text}\n`);
  const { compile } = chooseExecution({ config, device, mayChange: false, log });
  return createTraining({
    config,
    data,
    random,
    ...(features && { features }),
    ...(compile && { compiled: { compile: watched(compile), draws, looks, isGivenWhole: device === 'cpu' } }),
  });
}
