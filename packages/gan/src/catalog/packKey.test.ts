import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { describe, expect, it } from 'vitest';
import { testTrial } from '../../testTrial.ts';
import { canPack } from './canPack.ts';
import { catalog } from './catalog.ts';
import { packKey } from './packKey.ts';

const keyOf = (values: Record<string, Scalar>, steps = 100) => packKey(testTrial(values, { steps }));

describe('the key of what can train in lanes of one program', () => {
  it('is one for configurations that differ in seeds, rates, weights of what both have, and in when they are looked at', () => {
    const game = { loss: 'wgan-gp', r1_gamma: 1, instance_noise: 0.5, ema_decay: 0.9 };
    const other = { seed: 2, lr_d: 0.1, lr_ratio: 2, lr_end: 0.5, schedule: 'cosine', beta1: 0.1, gp_lambda: 3 };
    const looks = { log_every: 7, sample_every: 9, eval_every: 3, eval_samples: 1000 };
    const weighed = { r1_gamma: 2, instance_noise: 0.1, ema_decay: 0.99 };
    expect(keyOf({ ...game, ...other, ...looks, ...weighed }, 50)).toBe(keyOf(game));
    const one = testTrial(game);
    expect(packKey({ ...one, seed: 7, checkpoint: { everySteps: 3, keep: 9 } })).toBe(packKey(one));
  });

  it('is another where something is there or not', () => {
    for (const name of ['r1_gamma', 'label_smoothing', 'gradient_clip', 'ema_decay', 'instance_noise']) {
      expect(keyOf({ [name]: 0.5 }), name).not.toBe(keyOf({ [name]: 0 }));
    }
  });

  it('is another where a controller has the device count updates, whose numbers are then built in', () => {
    const gated = { controller: 'accuracy-gate', beta1: 0.5 };
    expect(keyOf({ ...gated, beta1: 0.9 })).not.toBe(keyOf(gated));
    expect(keyOf({ ...gated, seed: 9, lr_d: 0.1 })).toBe(keyOf(gated));
  });

  it('is another where the kinds of step depend on where the training ends', () => {
    expect(keyOf({ penalty_every: 2, r1_gamma: 1 }, 50)).not.toBe(keyOf({ penalty_every: 2, r1_gamma: 1 }, 100));
    expect(keyOf({ freeze_d_until: 60 }, 50)).not.toBe(keyOf({ freeze_d_until: 60 }, 100));
  });

  it('is another for another recipe, data set, and all that is not known to be fed', () => {
    const one = testTrial({});
    expect(packKey({ ...one, recipe: 'other' })).not.toBe(packKey(one));
    expect(packKey({ ...one, dataset: 'grid' })).not.toBe(packKey(one));
    expect(packKey({ ...one, values: { ...one.values, not_known_yet: 1 } })).not.toBe(packKey(one));
  });
});

describe('whether trials gain by being packed', () => {
  const asked = (recipe: string, values: Record<string, Scalar> = {}) => canPack(testTrial(values, { recipe }));

  it('is true of dense players that are compiled', () => {
    expect(asked('ring-mlp')).toEqual({ possible: true });
    expect(asked('mnist-bce', { execution: 'xla' })).toEqual({ possible: true });
  });

  it('is not of a formula, convolutions, and steps that run operation by operation, and says why', () => {
    const formula: TrialConfig = { ...testTrial({}), recipe: 'function', values: {} };
    expect(canPack(formula)).toEqual({ possible: false, reason: expect.stringContaining('trains no networks') });
    expect(asked('dcgan')).toEqual({ possible: false, reason: expect.stringContaining('convolutions') });
    expect(asked('ring-mlp', { execution: 'eager' })).toEqual({
      possible: false,
      reason: expect.stringContaining('execution is eager'),
    });
  });

  it('has an answer for every recipe', () => {
    for (const { name, sampleKind } of catalog.recipes) {
      if (sampleKind !== 'none') expect(asked(name)).toHaveProperty('possible');
    }
  });
});
