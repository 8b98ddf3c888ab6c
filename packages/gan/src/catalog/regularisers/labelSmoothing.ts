import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const labelSmoothing: RegulariserEntry = {
  name: 'label-smoothing',
  title: 'One-sided label smoothing',
  formula: 'the label of real samples is 1 − ε',
  source: 'Salimans et al. 2016, section 3.4',
  hyperparameters: [
    {
      ...weight(
        'label_smoothing',
        'label smoothing',
        'Share by which the label of real samples stays below 1, so that D never becomes too sure; 0 is without.',
      ),
      max: 0.5,
      unit: 'share',
      onlyForLosses: ['nonsaturating', 'minimax', 'softmax2', 'lsgan', 'dragan'],
    },
  ],
};
