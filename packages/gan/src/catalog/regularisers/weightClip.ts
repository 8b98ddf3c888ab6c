import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const weightClip: RegulariserEntry = {
  name: 'weight-clip',
  title: 'Weight clip',
  formula: 'w ← clip(w, ±c) after each update of D',
  source: 'Arjovsky et al. 2017, algorithm 1',
  boundsSlope: true,
  hyperparameters: [
    {
      ...weight(
        'weight_clip',
        'weight clip',
        'Holds every weight of D in ± this, the first bound on its slope: wgan used 0.01; 0 is without.',
      ),
      max: 100,
    },
  ],
};
