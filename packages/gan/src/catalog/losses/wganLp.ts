import type { LossEntry } from '@seesaw/shared/catalog';

export const wganLp: LossEntry = {
  name: 'wgan-lp',
  title: 'Wasserstein with Lipschitz penalty',
  formulaD: '−D(x) + D(G(z)) + λ max(0, ‖∇D(x̂)‖ − 1)²,  x̂ = x + α(G(z) − x),  α ~ U(0,1) per sample',
  formulaG: '−D(G(z))',
  source: 'Petzka et al. 2018',
  decision: { kind: 'none' },
  undecided: { d: 0, g: 0 },
  slopePenalty: true,
};
