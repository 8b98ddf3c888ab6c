import type { LossEntry } from '@seesaw/shared/catalog';

export const nonsaturating: LossEntry = {
  name: 'nonsaturating',
  title: 'Non-saturating',
  formulaD: 'sp(−D(x)) + sp(D(G(z)))',
  formulaG: 'sp(−D(G(z)))',
  source: 'Goodfellow et al. 2014, section 3 (the modified generator objective)',
  decision: { kind: 'threshold', at: 0 },
  undecided: { d: 2 * Math.LN2, g: Math.LN2 },
  estimatesJsd: true,
};
