import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { losses } from '../losses.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';

export const dcgan: RecipeEntry = {
  name: 'dcgan',
  title: 'Convolutional GAN',
  description:
    'Networks that know what an image is: D halves it with strided convolutions, G doubles a small map until it is one, with batch normalisation between. Sharper than plain networks after a few hundred steps, each of which costs more.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({
    loss: 'nonsaturating',
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
    others: { net: 'conv', norm_g: 'batch' },
  }),
  metrics: [...imageMetrics, ...gameMetrics],
};
