import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import { choice, count, log, onOff, weight } from './knobs.ts';

const norms = ['none', 'batch', 'layer', 'instance', 'virtual-batch'];

/** How the losses are summed up and which batch they are taken on. */
export const lossKnobs: readonly Hyperparameter[] = [
  choice(
    'reduction',
    'reduction',
    'mean',
    ['mean', 'sum'],
    'Losses are the mean over the batch, or the sum: that many times as large beside whatever is added to them.',
  ),
  {
    ...log(
      'loss_scale',
      'loss scale',
      1,
      0.01,
      100,
      'Both losses are multiplied by this before anything is added: 2 takes the ½ out of least squares.',
    ),
    unit: '×',
  },
  {
    ...onOff(
      'shared_fake',
      'shared fake',
      'G makes one batch a step and both players learn from it, instead of one for each; for order: simultaneous.',
    ),
    balance: false,
  },
];

/** What the players are made of. */
export function networkKnobs(samples: 'points' | 'images'): readonly Hyperparameter[] {
  return [
    ...(samples === 'images' ? imageKnobs : []),
    {
      ...choice(
        'norm_d',
        'D norm',
        'none',
        norms,
        'What brings the numbers in D to one size: batch lets it compare samples of a batch, layer and instance look at each alone, virtual-batch at a fixed batch.',
      ),
      structural: true,
      balance: true,
    },
    {
      ...choice('norm_g', 'G norm', 'none', norms, 'The same in G: batch is the usual one in convolutional nets.'),
      structural: true,
    },
    {
      ...weight(
        'dropout_d',
        'D dropout',
        'Share of the numbers behind each hidden layer of D that is left out at random while training: holds D back and keeps it from learning samples by heart.',
      ),
      max: 0.9,
    },
    {
      ...choice(
        'output_d',
        'D output',
        'linear',
        ['linear', 'sigmoid', 'norm-sigmoid'],
        'What D answers with: a plain number, or one between 0 and 1, with batch normalisation before the sigmoid if you like.',
      ),
      structural: true,
      onlyForLosses: ['lsgan'],
    },
  ];
}

const imageKnobs: readonly Hyperparameter[] = [
  {
    ...choice(
      'net',
      'net',
      'mlp',
      ['mlp', 'conv'],
      'What both players are made of: fully connected layers, or convolutions that halve the image in D and double it in G (DCGAN).',
    ),
    structural: true,
  },
  {
    ...choice(
      'upsample',
      'up-sampling',
      'transposed',
      ['transposed', 'pixel-shuffle'],
      'How a convolutional G doubles its image: by a strided convolution run backwards, or by four channels that become four pixels.',
    ),
    structural: true,
  },
  {
    ...count(
      'dense_width',
      'dense width',
      0,
      0,
      4096,
      'Units of a fully connected layer behind the convolutions of D, times width_ratio before those of G: it sees the whole image at once, where a convolution sees a patch; 0 is without.',
    ),
    unit: 'units',
    structural: true,
  },
];

/** What z is besides its size. */
export const latentKnobs: readonly Hyperparameter[] = [
  choice('z_distribution', 'z kind', 'normal', ['normal', 'uniform'], 'z is drawn from N(0, 1) or from U(−1, 1).'),
  {
    ...log('z_scale', 'z scale', 1, 0.01, 100, 'z is multiplied by this: small ones start G nearly at one point.'),
    unit: '×',
  },
];

/** Their names. */
export type PlayerKnob =
  | 'reduction'
  | 'loss_scale'
  | 'shared_fake'
  | 'net'
  | 'upsample'
  | 'dense_width'
  | 'norm_d'
  | 'norm_g'
  | 'dropout_d'
  | 'output_d'
  | 'z_distribution'
  | 'z_scale';
