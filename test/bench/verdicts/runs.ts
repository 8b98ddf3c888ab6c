import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import type { Health } from '@seesaw/shared/health';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';

/** A run whose verdict is known beforehand, because it was built that way. */
export interface LabelledRun {
  readonly name: string;
  readonly label: Health;
  /** What was done to it. */
  readonly because: string;
  readonly recipe: 'ring-mlp' | 'mnist-bce';
  readonly steps: number;
  /** With the sizes and intervals of the recipe instead of `small` ones. */
  readonly whole?: true;
  readonly values: Readonly<Record<string, Scalar>>;
  /** Images that D and G may learn from; all of them when absent. */
  readonly trainingImages?: number;
}

const ring = { recipe: 'ring-mlp', steps: 1200 } as const;
const digits = { recipe: 'mnist-bce', steps: 1000 } as const;
const wholeRing = { recipe: 'ring-mlp', steps: 6000, whole: true } as const;
const wholeDigits = { recipe: 'mnist-bce', steps: 5000, whole: true } as const;

export const labelledRuns: readonly LabelledRun[] = [
  { ...ring, name: 'ring-default', label: 'ok', because: 'the recipe as it is', values: {} },
  { ...ring, name: 'ring-r1', label: 'ok', because: 'R1', values: { r1_gamma: 0.1 } },
  { ...ring, name: 'ring-hinge', label: 'ok', because: 'the hinge loss', values: { loss: 'hinge' } },
  { ...ring, name: 'ring-rpgan', label: 'ok', because: 'pairs, with R1', values: { loss: 'rpgan', r1_gamma: 0.1 } },
  {
    ...digits,
    name: 'digits-norm',
    label: 'ok',
    because: 'batch normalisation in G, R1',
    values: { norm_g: 'batch', r1_gamma: 1, penalty_every: 4 },
  },
  {
    ...digits,
    name: 'digits-norm-hinge',
    label: 'ok',
    because: 'batch normalisation in G, R1, the hinge loss',
    values: { loss: 'hinge', norm_g: 'batch', r1_gamma: 1, penalty_every: 4 },
  },
  { ...wholeRing, name: 'ring-whole', label: 'ok', because: 'the recipe at its length', values: {} },
  { ...wholeRing, name: 'ring-whole-hinge', label: 'ok', because: 'the hinge loss', values: { loss: 'hinge' } },
  { ...wholeRing, name: 'ring-whole-r1', label: 'ok', because: 'R1', values: { r1_gamma: 0.1 } },
  { ...wholeDigits, name: 'digits-whole', label: 'ok', because: 'the recipe at its length', values: {} },
  {
    ...wholeDigits,
    name: 'digits-whole-hinge',
    label: 'ok',
    because: 'the hinge loss, an average of G',
    values: { loss: 'hinge' },
  },

  {
    ...digits,
    name: 'digits-minimax-slow-g',
    label: 'd-wins',
    because: 'saturating loss, G learns 16 times slower',
    values: { loss: 'minimax', lr_ratio: 1 / 16, lr_d: 2e-3 },
  },
  {
    ...digits,
    name: 'digits-hinge-slow-g',
    label: 'd-wins',
    because: 'the hinge loss, G learns 64 times slower',
    values: { loss: 'hinge', lr_ratio: 1 / 64 },
  },

  {
    ...digits,
    name: 'digits-slow-d',
    label: 'g-wins',
    because: 'G learns 50 times faster',
    values: { lr_d: 3e-5, lr_ratio: 50 },
  },
  {
    ...digits,
    name: 'digits-slow-d-lsgan',
    label: 'g-wins',
    because: 'G learns 50 times faster',
    values: { loss: 'lsgan', lr_d: 3e-5, lr_ratio: 50 },
  },

  {
    ...digits,
    name: 'digits-fast-g',
    label: 'collapse',
    because: 'G moves 16 times as far as D',
    values: { lr_ratio: 8, g_steps: 2 },
  },
  {
    ...digits,
    name: 'digits-momentum',
    label: 'collapse',
    because: 'momentum',
    values: { beta1: 0.9, lr_ratio: 3, lr_d: 2e-3 },
  },

  {
    ...ring,
    name: 'ring-wgan',
    label: 'oscillating',
    because: 'wgan with hardly clipped weights, both players at once',
    values: { loss: 'wgan', weight_clip: 1, optimizer: 'rmsprop', lr_d: 0.02, lr_end: 1, order: 'simultaneous' },
  },
  {
    ...ring,
    name: 'ring-wgan-momentum',
    label: 'oscillating',
    because: 'wgan with hardly clipped weights, momentum',
    values: { loss: 'wgan', weight_clip: 1, beta1: 0.9, lr_d: 0.01, lr_end: 1 },
  },

  {
    ...ring,
    name: 'ring-lsgan-sgd',
    label: 'diverged',
    because: 'least squares by plain gradients with rate 1',
    values: { loss: 'lsgan', optimizer: 'sgd', lr_d: 1, lr_end: 1 },
  },
  {
    ...ring,
    name: 'ring-wgan-gp-sgd',
    label: 'diverged',
    because: 'a penalty ten times as heavy by plain gradients',
    values: { loss: 'wgan-gp', gp_lambda: 100, optimizer: 'sgd', lr_d: 0.1, lr_end: 1 },
  },

  {
    ...digits,
    name: 'digits-100-wide',
    label: 'd-overfit',
    because: '100 images, a wide D',
    trainingImages: 100,
    values: { width_d: 256, width_ratio: 0.5 },
  },
  {
    ...digits,
    name: 'digits-80-hinge',
    label: 'd-overfit',
    because: '80 images, a wide D',
    trainingImages: 80,
    values: { loss: 'hinge', width_d: 256, width_ratio: 0.5 },
  },

  { ...digits, name: 'digits-tiny-rate', label: 'stalled', because: 'rates of two millionths', values: { lr_d: 2e-6 } },
  {
    ...digits,
    name: 'digits-tiny-rate-hinge',
    label: 'stalled',
    because: 'rates of two millionths, the hinge loss',
    values: { loss: 'hinge', lr_d: 2e-6 },
  },
];

/** Small, so that many can be trained; long enough for six windows. */
const small = {
  'ring-mlp': { width_d: 64, batch_size: 64, eval_every: 150, eval_samples: 1000, log_every: 25 },
  'mnist-bce': { width_d: 64, batch_size: 32, ema_decay: 0, eval_every: 125, eval_samples: 500, log_every: 25 },
} as const;

/** The resolved configuration of a run with a seed; evaluated often enough for its length. */
export function configOf({ name, recipe, steps, whole, values }: LabelledRun, seed: number): TrialConfig {
  const entry = catalog.recipes.find((one) => one.name === recipe)!;
  const defaults = Object.fromEntries(entry.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const all: Record<string, Scalar> = { ...defaults, ...(whole ? {} : small[recipe]), ...values, steps, seed };
  const [clash] = findContradictions({ recipe, dataset: entry.defaultDataset, values: all });
  if (clash !== undefined) throw new Error(`${name}: ${clash.message}`);
  const { steps: _, seed: __, ...rest } = all;
  const checkpoint = { everySteps: steps, keep: 1 };
  return { recipe, dataset: entry.defaultDataset, seed, steps, values: rest, checkpoint };
}
