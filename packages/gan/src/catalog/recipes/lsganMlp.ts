import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { losses } from '../losses.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';

export const lsganMlp: RecipeEntry = {
  name: 'lsgan-mlp',
  title: 'Least squares with one hidden layer',
  description:
    'The smallest GAN that draws digits: one hidden layer in each player. D squashes its answer to between 0 and 1 after batch normalisation, and both losses are squared distances from 0 and 1, summed over the batch. G starts from small random numbers.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({
    loss: 'lsgan',
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
