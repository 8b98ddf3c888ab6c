import type { ControllerEntry } from '@seesaw/shared/catalog';
import { log } from '../knobs.ts';

export const lossChangeRatio: ControllerEntry = {
  name: 'loss-change-ratio',
  title: 'Ratio of loss changes',
  rule: "one player is trained: D if r_D > λ r_G in the step before, else G;  r = |(L − L') / L'|, L' one step earlier",
  source: 'Ouyang et al. 2020, algorithm 1',
  hyperparameters: [
    {
      ...log(
        'change_lambda',
        'change λ',
        1,
        1 / 64,
        64,
        'Above 1 G is trained more often (loss-change-ratio), below 1 D.',
      ),
      balance: true,
    },
  ],
};
