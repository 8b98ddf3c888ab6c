import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { digitGame } from './digitGame.ts';

export const lsganMlp: RecipeEntry = {
  name: 'lsgan-mlp',
  title: 'Least squares with one hidden layer',
  description:
    'The smallest GAN that draws digits: one hidden layer in each player. D squashes its answer to between 0 and 1 after batch normalisation, and both losses are squared distances from 0 and 1, summed over the batch. G starts from small random numbers.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({
    ...digitGame,
    loss: 'lsgan',
    others: {
      depth_d: 1,
      depth_g: 1,
      norm_g: 'batch',
      output_d: 'norm-sigmoid',
      loss_scale: 2,
      reduction: 'sum',
      z_scale: 0.1,
    },
  }),
  metrics: [...imageMetrics, ...gameMetrics],
};
