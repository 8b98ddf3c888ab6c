import type { LossEntry } from '@seesaw/shared/catalog';

export const raLs: LossEntry = {
  name: 'ra-ls',
  title: 'Relativistic average least squares',
  formulaD: '(D(x) − E D(G(z)) − 1)² + (D(G(z)) − E D(x) + 1)²',
  formulaG: '(D(G(z)) − E D(x) − 1)² + (D(x) − E D(G(z)) + 1)²',
  source: 'Jolicoeur-Martineau 2018, RaLSGAN',
  decision: { kind: 'paired' },
  undecided: { d: 2, g: 2 },
};
