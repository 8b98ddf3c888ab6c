import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { Condition } from '../conditions.ts';
import { hyperparametersOf } from '../hyperparameters.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { digitGame } from './digitGame.ts';

/** The same game in all three, so that what differs is how labels are told. */
export function conditionalRecipe({
  condition,
  ...words
}: Pick<RecipeEntry, 'name' | 'title' | 'description'> & { readonly condition: Condition }): RecipeEntry {
  return {
    ...words,
    sampleKind: 'images',
    defaultDataset: 'mnist-10k',
    datasets: ['mnist-10k', 'mnist-70k'],
    hyperparameters: hyperparametersOf({ ...digitGame, others: { condition } }),
    metrics: [...imageMetrics, ...gameMetrics],
  };
}
