import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { convolutionalGame } from './digitGame.ts';

export const dcgan: RecipeEntry = {
  name: 'dcgan',
  title: 'Convolutional GAN',
  description:
    'Networks that know what an image is: D halves it with strided convolutions, G doubles a small map until it is one, with batch normalisation between. Sharper than plain networks after a few hundred steps, each of which costs more.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({ ...convolutionalGame, others: { net: 'conv', norm_g: 'batch' } }),
  metrics: [...imageMetrics, ...gameMetrics],
};
