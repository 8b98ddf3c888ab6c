import type { LossEntry } from '@seesaw/shared/catalog';

export const raHinge: LossEntry = {
  name: 'ra-hinge',
  title: 'Relativistic average hinge',
  formulaD: 'relu(1 − (D(x) − E D(G(z)))) + relu(1 + (D(G(z)) − E D(x)))',
  formulaG: 'relu(1 − (D(G(z)) − E D(x))) + relu(1 + (D(x) − E D(G(z))))',
  source: 'Jolicoeur-Martineau 2018, RaHingeGAN',
  decision: { kind: 'paired' },
  undecided: { d: 2, g: 2 },
};
