import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { convolutionalGame } from './digitGame.ts';

export const dcgan: RecipeEntry = {
  name: 'dcgan',
  title: 'Convolutional GAN',
  description:
    'Networks that know what an image is: D halves it with strided convolutions, G doubles a small map until it is one, with batch normalisation between and a dense layer that sees it whole. A penalty on the slope of D (R1) keeps it from running away. Steps cost more than those of plain networks, and what they end in looks more like the data.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({
    ...convolutionalGame,
    lr_d: 1e-3,
    lr_end: 0.02,
    width_d: 16,
    width_ratio: 2,
    z_dim: 32,
    steps: 3000,
    others: { net: 'conv', norm_g: 'batch', dense_width: 256, r1_gamma: 1, penalty_every: 4, ema_decay: 0.99 },
  }),
  metrics: [...imageMetrics, ...gameMetrics],
};
