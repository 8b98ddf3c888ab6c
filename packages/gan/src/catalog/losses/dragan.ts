import type { LossEntry } from '@seesaw/shared/catalog';

export const dragan: LossEntry = {
  name: 'dragan',
  title: 'DRAGAN',
  formulaD: 'sp(−D(x)) + sp(D(G(z))) + λ(‖∇D(x + δ)‖ − 1)²,  δ = ½ std(x) U[−1,1) per element',
  formulaG: 'sp(−D(G(z)))',
  source: 'Kodali et al. 2017',
  decision: { kind: 'threshold', at: 0 },
  undecided: { d: 2 * Math.LN2 + 10, g: Math.LN2 },
  slopePenalty: true,
};
