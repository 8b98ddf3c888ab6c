import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const consensus: RegulariserEntry = {
  name: 'consensus',
  title: 'Consensus',
  formula: 'L_D, L_G + γ/2 · ‖(∇_θG L_G, ∇_θD L_D)‖²',
  source: 'Mescheder et al. 2017',
  hyperparameters: [
    weight(
      'consensus_gamma',
      'consensus γ',
      'Pulls both players to where neither wants to move, which calms circling; 0 is without.',
    ),
  ],
  unfit: ['r1', 'r2', 'zero-gp'].map((name) => ({
    name,
    because: 'a gradient of its gradient would be a third derivative',
  })),
};
