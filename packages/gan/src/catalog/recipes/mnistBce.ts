import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { losses } from '../losses.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';

export const mnistBce: RecipeEntry = {
  name: 'mnist-bce',
  title: 'Handwritten digits',
  description:
    'The classic first GAN: a plain network turns 100 random numbers into a 28 × 28 digit, a second one says real or fake; other images do as well. Both are trained with binary cross-entropy unless the sweep asks for another game. A few minutes are enough to tell a good balance from a bad one.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
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
  }),
  metrics: [...imageMetrics, ...gameMetrics],
};
