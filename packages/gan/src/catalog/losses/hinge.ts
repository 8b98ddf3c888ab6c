import type { LossEntry } from '@seesaw/shared/catalog';

export const hinge: LossEntry = {
  name: 'hinge',
  title: 'Hinge',
  formulaD: 'relu(1 − D(x)) + relu(1 + D(G(z)))',
  formulaG: '−D(G(z))',
  source: 'Lim & Ye 2017; Miyato et al. 2018, equations 16–17',
  decision: { kind: 'threshold', at: 0 },
  undecided: { d: 2, g: 0 },
};
