import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const gradientClip: RegulariserEntry = {
  name: 'gradient-clip',
  title: 'Gradient clipping',
  formula: 'g ← g · min(1, c / ‖g‖) for each player',
  source: 'Pascanu et al. 2013, algorithm 1',
  hyperparameters: [
    weight(
      'gradient_clip',
      'gradient clip',
      'The gradient of a player is never longer than this, so one bad batch cannot throw it; 0 is without.',
    ),
  ],
};
