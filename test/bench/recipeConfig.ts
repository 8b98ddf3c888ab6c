import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import { packOf } from '@seesaw/gan/catalog/packOf';
import { resolveDataset } from '@seesaw/gan/catalog/resolveDataset';
import { configOf } from '@seesaw/shared/configOf';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { parseSweepFile } from '@seesaw/shared/parseSweepFile';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/**
 * The one trial of a sweep file that sets these values of a recipe and nothing else: defaults and refusals are those of
 * Seesaw. The data set is the recipe's own unless named.
 */
export function recipeConfig(recipe: string, values: Readonly<Record<string, Scalar>>, dataset?: string): TrialConfig {
  const file = {
    recipe,
    ...(dataset !== undefined && { dataset }),
    method: 'grid',
    metric: { name: 'eval/score' },
    parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  };
  // JSON is YAML.
  const parsed = parseSweepFile(JSON.stringify(file), {
    catalog,
    findContradictions,
    packOf,
    resolveDataset: (name) => resolveDataset(name, () => true) ?? name,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return configOf(parsed.sweep, {}, 1);
}
