import type { RecipeEntry } from '@seesaw/shared/catalog';
import { expect, test } from 'vitest';
import { readSweepForm } from './readSweepForm.ts';
import { trialSweepText } from './trialSweepText.ts';

const sweep = {
  name: 'balance',
  pool: 'default',
  definition: {
    metric: { name: 'eval/score', goal: 'minimize' },
    retry: { maxAttempts: 3, from: 'checkpoint' },
  },
} as unknown as Parameters<typeof trialSweepText>[1];
const recipe = {
  hyperparameters: [
    { name: 'loss', default: 'nonsaturating' },
    { name: 'lr_d', default: 0.001 },
    { name: 'steps', default: 100 },
  ],
} as unknown as RecipeEntry;

test('a trial becomes a sweep file of its own settings, searched ones first, recipe defaults left out', () => {
  const text = trialSweepText(
    {
      number: 7,
      point: { loss: 'nonsaturating' },
      config: {
        ...{ recipe: 'ring-mlp', dataset: 'ring', seed: 5, steps: 100 },
        values: { lr_d: 0.001, batch_size: 32, loss: 'nonsaturating' },
        checkpoint: { everySteps: 10, keep: { latest: true, best: false, every: null, topK: 3 } },
      },
    },
    sweep,
    recipe,
  );
  const read = readSweepForm(text);
  if (!read.ok) throw new Error(read.message);
  expect(read.form).toMatchObject({ name: 'balance-from-7', recipe: 'ring-mlp', dataset: 'ring', method: 'grid' });
  expect(Object.keys(read.form.parameters)).toEqual(['loss', 'batch_size', 'seed']);
  expect(read.form.file.checkpoint).toEqual({ every_steps: 10, keep: ['latest', { top_k: 3 }] });
});
