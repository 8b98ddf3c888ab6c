import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { imageSets } from '../imageSets.ts';
import { gameMetrics, imageMetrics } from '../metrics.ts';
import { digitGame } from './digitGame.ts';

export const mnistBce: RecipeEntry = {
  name: 'mnist-bce',
  title: 'Handwritten digits',
  description:
    'The classic first GAN: a plain network turns 100 random numbers into a 28 × 28 digit, a second one says real or fake; other images do as well. Both are trained with binary cross-entropy unless the sweep asks for another game. A few minutes are enough to tell a good balance from a bad one.',
  sampleKind: 'images',
  defaultDataset: 'mnist-10k',
  datasets: imageSets,
  hyperparameters: hyperparametersOf({ ...digitGame, steps: 5000, others: { ema_decay: 0.995 } }),
  metrics: [...imageMetrics, ...gameMetrics],
};
