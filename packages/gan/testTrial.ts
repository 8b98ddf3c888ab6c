import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { catalog } from './src/catalog/catalog.ts';
import { losses } from './src/catalog/losses.ts';

/**
 * For tests: a recipe with its defaults, small, and with `values` on top. D is what the loss asks for. A name that the
 * recipe does not have is an error: what no one reads would be tested by nothing.
 */
export function testTrial(values: Record<string, Scalar>, { recipe = 'ring-mlp', steps = 100 } = {}): TrialConfig {
  const entry = catalog.recipes.find(({ name }) => name === recipe);
  if (entry === undefined) throw new Error(`The catalog has no recipe ${recipe}.`);
  const names = new Set(entry.hyperparameters.map(({ name }) => name));
  const unknown = Object.keys(values).filter((name) => !names.has(name));
  if (unknown.length > 0) throw new Error(`The recipe ${recipe} has no hyperparameter ${unknown.join(', ')}.`);
  const defaults = Object.fromEntries(entry.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const all: Record<string, Scalar> = { ...defaults, width_d: 16, batch_size: 16, eval_samples: 300, ...values };
  all.kind_d = losses.find(({ name }) => name === all.loss)?.kindD ?? 'classifier';
  return {
    recipe,
    dataset: entry.defaultDataset,
    seed: Number(all.seed),
    steps,
    values: all,
    checkpoint: { everySteps: 10, keep: 1 },
  };
}
