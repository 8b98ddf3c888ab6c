import type { RecipeEntry } from '@seesaw/shared/catalog';
import { keepInFile } from '@seesaw/shared/keepInFile';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { stringify } from 'yaml';

/**
 * A sweep of one trial that trains exactly what this one did: every setting that is not the recipe's default, what was searched
 * among them. Making one of the values a list or a range makes it a sweep around that trial.
 */
export function trialSweepText(
  trial: Pick<TrialRow, 'number' | 'config' | 'point'>,
  sweep: Pick<SweepRow, 'name' | 'definition' | 'pool'>,
  recipe: Pick<RecipeEntry, 'hyperparameters'> | undefined,
): string {
  const { config, point } = trial;
  const defaults = new Map(recipe?.hyperparameters.map((one) => [one.name, one.default]));
  const values = { ...config.values, steps: config.steps, seed: config.seed };
  const parameters = Object.entries(values)
    .filter(([name, value]) => name in point || defaults.get(name) !== value)
    .sort(([a], [b]) => Number(b in point) - Number(a in point));
  const { metric, metrics, retry } = sweep.definition;
  const file = {
    name: `${sweep.name}-from-${trial.number}`,
    description: `From trial ${trial.number} of ${sweep.name}. Vary one of the parameters: values, or min and max.`,
    recipe: config.recipe,
    dataset: config.dataset,
    method: 'grid',
    ...(metrics === undefined
      ? { metric: { name: metric.name, goal: metric.goal } }
      : { metrics: metrics.map(({ name, goal }) => ({ name, goal })) }),
    pool: sweep.pool,
    retry: { max_attempts: retry.maxAttempts, from: retry.from },
    checkpoint: { every_steps: config.checkpoint.everySteps, keep: keepInFile(config.checkpoint.keep) },
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, { value }])),
  };
  return stringify(file, { flowCollectionPadding: true, lineWidth: 0 });
}
