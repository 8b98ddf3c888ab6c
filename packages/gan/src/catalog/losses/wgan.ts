import type { LossEntry } from '@seesaw/shared/catalog';

export const wgan: LossEntry = {
  name: 'wgan',
  title: 'Wasserstein',
  formulaD: '−D(x) + D(G(z))',
  formulaG: '−D(G(z))',
  source: 'Arjovsky et al. 2017, equations 2–3; the slope of D must be bounded, as by weight_clip',
  decision: { kind: 'none' },
  undecided: { d: 0, g: 0 },
  unbounded: true,
};
