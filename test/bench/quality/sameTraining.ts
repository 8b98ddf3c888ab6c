import { encodeSafetensors } from '@seesaw/gan/state/safetensors';
import { createTraining, type TrainingInput } from '@seesaw/gan/training';
import { canonicalJson, type TrialConfig } from '@seesaw/shared/trialConfig';

/** Of all that decides the numbers but the seed. */
export type SeedlessConfig = Pick<TrialConfig, 'recipe' | 'dataset' | 'steps' | 'values'>;

export function withoutSeed({ recipe, dataset, steps, values }: TrialConfig): SeedlessConfig {
  return { recipe, dataset, steps, values };
}

/** Batches are drawn and both players are moved with all that they remember. */
const comparedSteps = 2;

/**
 * Whether `earlier` is the training that `input` describes. Where hyperparameters have been added since, and all others are
 * equal, a few steps of both tell whether what they are now changes anything: their states have the same bits, or not.
 */
export function isSameTraining(earlier: SeedlessConfig, input: TrainingInput): boolean {
  const now = withoutSeed(input.config);
  const values = Object.fromEntries(Object.keys(earlier.values).map((name) => [name, now.values[name]]));
  if (canonicalJson(earlier) !== canonicalJson({ ...now, values })) return false;
  if (Object.keys(now.values).length === Object.keys(values).length) return true;
  const before = { ...input, config: { ...input.config, values: earlier.values } };
  return stateAfter(before, comparedSteps).equals(stateAfter(input, comparedSteps));
}

function stateAfter(input: TrainingInput, steps: number): Buffer {
  const training = createTraining(input);
  training.trainStep(steps);
  const state = encodeSafetensors(training.save());
  training.dispose();
  return Buffer.from(state);
}
