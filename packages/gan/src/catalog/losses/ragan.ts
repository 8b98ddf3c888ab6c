import type { LossEntry } from '@seesaw/shared/catalog';

export const ragan: LossEntry = {
  name: 'ragan',
  title: 'Relativistic average',
  formulaD: 'sp(−(D(x) − E D(G(z)))) + sp(D(G(z)) − E D(x))',
  formulaG: 'sp(D(x) − E D(G(z))) + sp(−(D(G(z)) − E D(x)))',
  source: 'Jolicoeur-Martineau 2018, RaSGAN',
  decision: { kind: 'paired' },
  undecided: { d: 2 * Math.LN2, g: 2 * Math.LN2 },
};
