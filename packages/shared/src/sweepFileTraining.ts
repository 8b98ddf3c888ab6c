import type { RecipeEntry } from './catalog.ts';
import type { Parameters } from './sweepFileParameters.ts';

/** The fewest steps that a trial of the sweep trains for. */
export function shortestTraining(recipe: RecipeEntry | undefined, parameters: Parameters): number {
  const axis = parameters.space.find(({ name }) => name === 'steps')?.dimension;
  if (axis?.kind === 'choice')
    return axis.values.reduce<number>((a, b) => Math.min(a, Number(b)), Number.POSITIVE_INFINITY);
  if (axis?.kind === 'int' || axis?.kind === 'float') return axis.min;
  if (axis?.kind === 'normal') return axis.scale === 'log' ? Math.exp(axis.mu) : axis.mu;
  return Number(
    parameters.constants.steps ?? recipe?.hyperparameters.find(({ name }) => name === 'steps')?.default ?? 1,
  );
}
