import type { ControllerEntry } from '@seesaw/shared/catalog';
import { choice, every } from '../knobs.ts';

export const ada: ControllerEntry = {
  name: 'ada',
  title: 'Adaptive augmentation',
  rule: 'every 4 steps p ← clip(p + sign(r_t − ada_target) · 4 · batch_size · d_steps / ada_images, 0, 0.8), r_t = E sign D(x) over them; p times what ada_on names is used',
  source: 'Karras et al. 2020 (ADA), section 3',
  hyperparameters: [
    {
      ...choice(
        'ada_on',
        'ADA turns',
        'instance_noise',
        ['augment', 'instance_noise', 'label_smoothing'],
        'What p acts on (ada): the share of samples that is augmented, the deviation of the noise or the label smoothing.',
      ),
      balance: true,
    },
    {
      kind: 'float',
      name: 'ada_target',
      label: 'ADA target',
      unit: '',
      default: 0.6,
      min: -1,
      max: 1,
      scale: 'linear',
      why: 'r_t that p holds to (ada): 1 is a D that is right about every real sample it trains on, 0 one that guesses.',
      balance: true,
    },
    {
      ...every('ada_images', 'ADA images', 500_000, 'Real samples that D sees while p goes from 0 to 1 (ada).'),
      max: 1_000_000_000,
      unit: 'samples',
    },
  ],
  needsDecision: true,
};
