import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { weight } from '../knobs.ts';

export const averageG: RegulariserEntry = {
  name: 'average-g',
  title: 'Average of G',
  formula: 'a ← βa + (1 − β)w after each update of G; evaluated and shown',
  source: 'Yazıcı et al. 2019',
  hyperparameters: [
    {
      ...weight(
        'ema_decay',
        'EMA of G',
        'Share β that the average of the weights of G keeps per update; it is what is evaluated and shown. 0 is without.',
      ),
      max: 0.99999,
      balance: false,
      structural: true,
    },
  ],
};
