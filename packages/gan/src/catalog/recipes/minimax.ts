import type { RecipeEntry } from '@seesaw/shared/catalog';
import { hyperparametersOf } from '../hyperparameters.ts';
import { gameMetrics, ringOrMnistMetrics } from '../metrics.ts';
import { originalGame } from './originalGame.ts';

export const minimax: RecipeEntry = {
  name: 'minimax',
  title: 'The original game',
  description:
    'One value that D raises and G lowers, in turns: fix G and step D, then fix D and step G. Where D is sure, G feels almost no slope, so a D that is too good stops everything. Its samples show how the distribution of G moves onto that of the data.',
  sampleKind: 'points',
  defaultDataset: 'ring',
  datasets: ['ring', 'mnist-10k', 'mnist-70k'],
  hyperparameters: hyperparametersOf({ ...originalGame, loss: 'minimax' }),
  metrics: [...ringOrMnistMetrics, ...gameMetrics],
};
