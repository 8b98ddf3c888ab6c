import type { RecipeEntry } from './catalog.ts';
import type { Parameters } from './sweepFileParameters.ts';

/** The fewest steps that a trial of the sweep trains for. */
export function shortestTraining(recipe: RecipeEntry | undefined, parameters: Parameters): number {
  return endsOf('steps', recipe, parameters).least;
}

/** The least and the most that a whole number is in the trials of the sweep; 1 where the recipe does not have it. */
export function endsOf(
  name: 'steps' | 'eval_every',
  recipe: RecipeEntry | undefined,
  { space, constants }: Parameters,
): { readonly least: number; readonly most: number } {
  const axis = space.find((one) => one.name === name)?.dimension;
  if (axis?.kind === 'choice') {
    const values = axis.values.map(Number);
    return { least: Math.min(...values), most: Math.max(...values) };
  }
  if (axis?.kind === 'int' || axis?.kind === 'float') return { least: axis.min, most: axis.max };
  // It has no end; what is usual stands for the least.
  if (axis?.kind === 'normal')
    return { least: axis.scale === 'log' ? Math.exp(axis.mu) : axis.mu, most: Number.POSITIVE_INFINITY };
  const value = Number(constants[name] ?? recipe?.hyperparameters.find((one) => one.name === name)?.default ?? 1);
  return { least: value, most: value };
}
