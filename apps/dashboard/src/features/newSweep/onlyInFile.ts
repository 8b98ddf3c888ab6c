import type { RecipeEntry } from '@seesaw/shared/catalog';
import { runningSettings } from '@seesaw/shared/settings/runningSettings';
import type { SweepForm } from './sweepForm.ts';

/** Keys that the form has a place for, whatever stands there. */
const shown: ReadonlySet<string> = new Set([
  ...[
    'name',
    'recipe',
    'dataset',
    'method',
    'metric',
    'metrics',
    'warm_start',
    'parameters',
    'run_cap',
    'seed',
    'repeats',
    'repeat_over',
    'race',
  ],
  ...['pbt', 'early_terminate', 'retry', 'checkpoint', ...runningSettings.map(({ key }) => key)],
]);

/** What the file says and the form does not show: it stays as it is. */
export function onlyInFile(form: SweepForm, recipe: RecipeEntry | undefined): readonly string[] {
  const known = recipe?.hyperparameters.map(({ name }) => name) ?? [];
  return [
    ...Object.keys(form.file).filter((key) => !shown.has(key)),
    ...Object.keys(form.parameters)
      .filter((name) => !known.includes(name))
      .map((name) => `parameters.${name}`),
  ];
}
