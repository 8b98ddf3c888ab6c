import type { LossEntry } from '@seesaw/shared/catalog';

export const began: LossEntry = {
  name: 'began',
  title: 'Boundary equilibrium',
  formulaD: 'L(x) − k L(G(z)),  L(v) = E|v − D(v)|,  k ← clip(k + λₖ(γ L(x) − L(G(z))), 0, 1)',
  formulaG: 'L(G(z))',
  source: 'Berthelot et al. 2017, section 3',
  decision: { kind: 'none' },
  undecided: { d: 0, g: 0 },
  kindD: 'autoencoder',
};
