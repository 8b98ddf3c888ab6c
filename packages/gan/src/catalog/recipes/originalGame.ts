import type { RecipeDefaults } from '../hyperparameters.ts';
import { losses } from '../losses.ts';

/** Goodfellow et al. 2014, algorithm 1: fix G and step D, then fix D and step G. Both forms of G's loss start from it. */
export const originalGame: Omit<RecipeDefaults, 'loss'> = {
  losses: losses.map(({ name }) => name),
  samples: 'images',
  lr_d: 2e-3,
  lr_ratio: 1,
  lr_end: 0.02,
  width_d: 128,
  width_ratio: 1,
  batch_size: 128,
  z_dim: 2,
  steps: 3000,
  beta1: 0.5,
  beta2: 0.99,
  log_every: 50,
  sample_every: 100,
  eval_every: 500,
  eval_samples: 2000,
};
