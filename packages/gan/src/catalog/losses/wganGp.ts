import type { LossEntry } from '@seesaw/shared/catalog';

export const wganGp: LossEntry = {
  name: 'wgan-gp',
  title: 'Wasserstein with gradient penalty',
  formulaD: '−D(x) + D(G(z)) + λ(‖∇D(x̂)‖ − 1)²,  x̂ = x + α(G(z) − x),  α ~ U(0,1) per sample',
  formulaG: '−D(G(z))',
  source: 'Gulrajani et al. 2017, equation 3',
  decision: { kind: 'none' },
  undecided: { d: 10, g: 0 },
  slopePenalty: true,
};
