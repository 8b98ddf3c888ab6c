import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialRow } from '@seesaw/shared/records';

export interface DiffRow {
  readonly name: string;
  /** One value per trial, in their order; undefined where a recipe has no such setting. */
  readonly values: readonly (Scalar | undefined)[];
  readonly differs: boolean;
}

/** Every setting of the trials side by side; the ones that differ first among equals of their order. */
export function configDiff(trials: readonly TrialRow[]): DiffRow[] {
  const configs = trials.map((trial) => flatten(trial));
  const names = [...new Set(configs.flatMap((config) => Object.keys(config)))];
  return names.map((name) => {
    const values = configs.map((config) => config[name]);
    return { name, values, differs: values.some((value) => value !== values[0]) };
  });
}

function flatten(trial: TrialRow): Record<string, Scalar> {
  const { recipe, dataset, seed, steps, values } = trial.config;
  return { recipe, dataset, ...values, steps, seed };
}
