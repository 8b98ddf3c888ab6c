import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { convolutionalGame } from './digitGame.ts';

export const softmax2: RecipeEntry = {
  name: 'softmax2',
  title: 'Two-class softmax, one batch for both',
  description:
    'D is an ordinary classifier with two classes, real and generated, and G is paid for the wrong label. G makes one batch a step; both losses are taken on it and both players move at the same time. Convolutional players, z from U(−1, 1).',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({
    ...convolutionalGame,
    loss: 'softmax2',
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
