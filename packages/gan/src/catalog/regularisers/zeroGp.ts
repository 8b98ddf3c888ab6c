import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const zeroGp: RegulariserEntry = {
  name: 'zero-gp',
  title: '0-GP',
  formula: 'L_D + γ/2 · E‖∇D(x̂)‖²,  x̂ = x + α(G(z) − x),  α ~ U(0,1) per sample',
  source: 'Thanh-Tung et al. 2019',
  hyperparameters: [weight('zero_gp_gamma', '0-GP γ', 'Flattens D between real and generated samples; 0 is without.')],
  slopePenalty: true,
};
