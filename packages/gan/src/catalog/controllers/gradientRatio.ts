import type { ControllerEntry } from '@seesaw/shared/catalog';
import { log } from '../knobs.ts';

export const gradientRatio: ControllerEntry = {
  name: 'gradient-ratio',
  title: 'Ratio of gradient norms',
  rule: 'lr_d times s and the rate of G divided by s,  s = √(‖∇_D‖ / ‖∇_G‖ / gradient_ratio) of norms averaged over about 100 steps, within gradient_ratio_limit',
  source: "Seesaw's own, after GradNorm (Chen et al. 2018)",
  hyperparameters: [
    {
      ...log(
        'gradient_ratio',
        'gradient ratio',
        1,
        1 / 64,
        64,
        'Ratio of the gradient norms of D and G at which both rates stay (gradient-ratio): above it D speeds up.',
      ),
      unit: '×',
      balance: true,
    },
    {
      ...log(
        'gradient_ratio_limit',
        'rate limit',
        4,
        1,
        64,
        'How many times a rate is at most raised or lowered (gradient-ratio).',
      ),
      unit: '×',
    },
  ],
};
