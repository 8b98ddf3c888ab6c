import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const r1: RegulariserEntry = {
  name: 'r1',
  title: 'R1',
  formula: 'L_D + γ/2 · E‖∇D(x)‖²',
  source: 'Mescheder et al. 2018, equation 9',
  hyperparameters: [
    weight(
      'r1_gamma',
      'R1 γ',
      'Flattens D around real samples, so that it stops pushing once G is there; 0 is without.',
    ),
  ],
  slopePenalty: true,
};
