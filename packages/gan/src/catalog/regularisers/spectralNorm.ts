import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { onOff } from '../knobs.ts';

export const spectralNorm: RegulariserEntry = {
  name: 'spectral-norm',
  title: 'Spectral norm',
  formula: 'every kernel W of D is used as W / σ(W)',
  source: 'Miyato et al. 2018, algorithm 1',
  boundsSlope: true,
  hyperparameters: [
    {
      ...onOff(
        'spectral_norm',
        'spectral norm',
        'Divides every kernel of D by its largest singular value, so no layer is steeper than 1.',
      ),
      structural: true,
    },
  ],
  unfit: [
    { name: 'weight-clip', because: 'a kernel that is divided by its norm is the same after clipping to any scale' },
  ],
};
