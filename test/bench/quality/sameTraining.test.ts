import { ring } from '@seesaw/gan/data/ring';
import { expect, test } from 'vitest';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { recipeConfig } from '../recipeConfig.ts';
import { isSameTraining, withoutSeed } from './sameTraining.ts';

const { random } = await nativeLibrary();
const config = recipeConfig('ring-mlp', { width_d: 8, batch_size: 8, eval_samples: 300 });
const input = { config, data: ring, random };
const now = withoutSeed(config);

function without(...names: string[]) {
  const values = Object.entries(now.values).filter(([name]) => !names.includes(name));
  return { ...now, values: Object.fromEntries(values) };
}

test('the same values are the same training, and another value or length is another one', () => {
  expect(isSameTraining(now, input)).toBe(true);
  expect(isSameTraining({ ...now, steps: now.steps + 1 }, input)).toBe(false);
  expect(isSameTraining({ ...now, values: { ...now.values, ema_decay: 0.5 } }, input)).toBe(false);
});

test('a hyperparameter that was added since makes another training only where it changes something', () => {
  const values = { ...now.values, z_scale: 2 };
  expect(isSameTraining(without('dropout_d', 'z_scale'), input)).toBe(true);
  expect(isSameTraining(without('z_scale'), { ...input, config: { ...config, values } })).toBe(false);
});

test('a hyperparameter that is gone makes another training', () => {
  expect(isSameTraining({ ...now, values: { ...now.values, gone: 1 } }, input)).toBe(false);
});
