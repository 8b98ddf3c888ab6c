import type { RecipeDefaults } from '../hyperparameters.ts';
import { losses } from '../losses.ts';

/** A game on pictures of the size of a digit, with plain networks: what recipes for images have in common. */
export const digitGame: RecipeDefaults = {
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
  log_every: 50,
  sample_every: 250,
  eval_every: 500,
  eval_samples: 2000,
};

/** The same with convolutional players: rate and channels of DCGAN (Radford et al. 2016), and fewer, dearer steps. */
export const convolutionalGame: RecipeDefaults = { ...digitGame, lr_d: 2e-4, width_d: 32, steps: 2000 };
