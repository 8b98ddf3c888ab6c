import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { Condition } from '../conditions.ts';
import { hyperparametersOf } from '../hyperparameters.ts';
import { losses } from '../losses.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';

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
    hyperparameters: hyperparametersOf({
      loss: 'nonsaturating',
      losses: losses.map(({ name }) => name),
      samples: 'images',
      lr_d: 1e-3,
      lr_ratio: 1,
      lr_end: 1,
      width_d: 128,
      width_ratio: 1,
      batch_size: 64,
      z_dim: 100,
      steps: 3000,
      beta1: 0.5,
      beta2: 0.999,
      log_every: 25,
      sample_every: 250,
      eval_every: 500,
      eval_samples: 2000,
      others: { condition },
    }),
    metrics: [...imageMetrics, ...gameMetrics],
  };
}
