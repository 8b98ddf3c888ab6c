import type { LossEntry } from '@seesaw/shared/catalog';

export const softmax2: LossEntry = {
  name: 'softmax2',
  title: 'Two-class softmax',
  formulaD: 'CE(D(x), 0) + CE(D(G(z)), 1)',
  formulaG: 'CE(D(G(z)), 0)',
  source: 'Salimans et al. 2016, section 5 with K = 1; equals nonsaturating with the logit y₀ − y₁',
  decision: { kind: 'threshold', at: 0 },
  undecided: { d: 2 * Math.LN2, g: Math.LN2 },
  estimatesJsd: true,
};
