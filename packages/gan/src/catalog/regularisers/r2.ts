import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const r2: RegulariserEntry = {
  name: 'r2',
  title: 'R2',
  formula: 'L_D + γ/2 · E‖∇D(G(z))‖²',
  source: 'Mescheder et al. 2018, equation 10',
  hyperparameters: [
    weight(
      'r2_gamma',
      'R2 γ',
      'Flattens D around generated samples; together with R1 even hard games converge; 0 is without.',
    ),
  ],
  slopePenalty: true,
};
