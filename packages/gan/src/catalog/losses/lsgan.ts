import type { LossEntry } from '@seesaw/shared/catalog';

export const lsgan: LossEntry = {
  name: 'lsgan',
  title: 'Least squares',
  formulaD: '½(D(x) − 1)² + ½ D(G(z))²',
  formulaG: '½(D(G(z)) − 1)²',
  source: 'Mao et al. 2017, equation 9 (a = 0, b = c = 1)',
  decision: { kind: 'threshold', at: 0.5 },
  undecided: { d: 0.5, g: 0.5 },
};
