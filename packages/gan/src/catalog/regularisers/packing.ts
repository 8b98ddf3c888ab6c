import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { count } from '../knobs.ts';

export const packing: RegulariserEntry = {
  name: 'packing',
  title: 'Packing',
  formula: 'D judges m samples at once',
  source: 'Lin et al. 2018 (PacGAN)',
  hyperparameters: [
    {
      ...count('pac', 'pack', 1, 1, 8, 'Samples that D sees side by side: a G without variety gives itself away.'),
      unit: 'samples',
      balance: true,
      structural: true,
    },
  ],
};
