import type { LossEntry } from '@seesaw/shared/catalog';

export const minimax: LossEntry = {
  name: 'minimax',
  title: 'Minimax',
  formulaD: 'sp(−D(x)) + sp(D(G(z)))',
  formulaG: '−sp(D(G(z)))',
  source: 'Goodfellow et al. 2014, equation 1 (the value function itself)',
  decision: { kind: 'threshold', at: 0 },
  undecided: { d: 2 * Math.LN2, g: -Math.LN2 },
  estimatesJsd: true,
};
