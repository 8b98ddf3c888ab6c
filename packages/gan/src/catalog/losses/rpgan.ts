import type { LossEntry } from '@seesaw/shared/catalog';

export const rpgan: LossEntry = {
  name: 'rpgan',
  title: 'Relativistic pairs',
  formulaD: 'sp(−(D(x) − D(G(z))))',
  formulaG: 'sp(−(D(G(z)) − D(x)))',
  source: 'Jolicoeur-Martineau 2018, RSGAN',
  decision: { kind: 'paired' },
  undecided: { d: Math.LN2, g: Math.LN2 },
};
