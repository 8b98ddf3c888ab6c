import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { Condition } from '../conditions.ts';
import { hyperparametersOf, type RecipeDefaults } from '../hyperparameters.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { digitGame } from './digitGame.ts';

interface ConditionalRecipe extends Pick<RecipeEntry, 'name' | 'title' | 'description'> {
  readonly condition: Condition;
  /** What this way of telling labels needs besides. */
  readonly needs?: Partial<RecipeDefaults>;
}

/** The same game in all three, so that what differs is how labels are told and what that needs. */
export function conditionalRecipe({ condition, needs, ...words }: ConditionalRecipe): RecipeEntry {
  return {
    ...words,
    sampleKind: 'images',
    defaultDataset: 'mnist-10k',
    datasets: ['mnist-10k', 'mnist-70k'],
    hyperparameters: hyperparametersOf({ ...digitGame, ...needs, others: { condition, ...needs?.others } }),
    metrics: [...imageMetrics, ...gameMetrics],
  };
}
