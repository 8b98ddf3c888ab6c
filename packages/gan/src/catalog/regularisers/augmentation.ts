import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { choice } from '../knobs.ts';

export const augmentation: RegulariserEntry = {
  name: 'augmentation',
  title: 'Differentiable augmentation',
  formula: 'D sees T(x) and T(G(z)) with random T',
  source: 'Zhao et al. 2020',
  hyperparameters: [
    choice(
      'augment',
      'augmentation',
      'none',
      ['none', 'color', 'translation', 'cutout', 'translation,cutout', 'color,translation,cutout'],
      'Random changes of all that D sees, so that it cannot learn a small data set by heart.',
    ),
  ],
  imagesOnly: true,
};
