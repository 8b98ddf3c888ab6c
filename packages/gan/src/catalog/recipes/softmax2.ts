import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { losses } from '../losses.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';

export const softmax2: RecipeEntry = {
  name: 'softmax2',
  title: 'Two-class softmax, one batch for both',
  description:
    'D is an ordinary classifier with two classes, real and generated, and G is paid for the wrong label. G makes one batch a step; both losses are taken on it and both players move at the same time. Convolutional players, z from U(−1, 1).',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({
    loss: 'softmax2',
    losses: losses.map(({ name }) => name),
    samples: 'images',
    lr_d: 2e-4,
    lr_ratio: 1,
    lr_end: 1,
    width_d: 32,
    width_ratio: 1,
    batch_size: 64,
    z_dim: 100,
    steps: 2000,
    beta1: 0.5,
    beta2: 0.999,
    log_every: 25,
    sample_every: 250,
    eval_every: 500,
    eval_samples: 2000,
    others: {
      net: 'conv',
      norm_d: 'batch',
      norm_g: 'batch',
      order: 'simultaneous',
      shared_fake: true,
      z_distribution: 'uniform',
      optimizer: 'adamw',
      weight_decay: 1e-5,
    },
  }),
  metrics: [...imageMetrics, ...gameMetrics],
};
