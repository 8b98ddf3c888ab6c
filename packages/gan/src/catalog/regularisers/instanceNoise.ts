import type { RegulariserEntry } from '@seesaw/shared/catalog';
import { count, weight } from '../knobs.ts';

export const instanceNoise: RegulariserEntry = {
  name: 'instance-noise',
  title: 'Instance noise',
  formula: 'D sees x + σ·N(0,1),  σ falls to 0 in a straight line over noise_steps',
  source: 'Sønderby et al. 2017; Arjovsky & Bottou 2017',
  hyperparameters: [
    {
      ...weight(
        'instance_noise',
        'instance noise',
        'Deviation of noise on all that D sees: blurs both kinds until they overlap; 0 is without.',
      ),
      max: 10,
    },
    {
      ...count(
        'noise_steps',
        'noise steps',
        0,
        0,
        10_000_000,
        'Steps over which the instance noise falls to 0; with 0 it stays.',
      ),
      unit: 'steps',
    },
  ],
};
