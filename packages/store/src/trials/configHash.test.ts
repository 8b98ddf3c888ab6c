import { expect, test } from 'vitest';
import { configHash } from './configHash.ts';

test('a configuration with a plain number of checkpoints has the hash it always had', () => {
  const config = { recipe: 'ring-mlp', dataset: 'ring', seed: 1, steps: 100, values: { loss: 'hinge', lr_d: 0.001 } };
  expect(configHash({ ...config, checkpoint: { everySteps: 10, keep: 2 } })).toBe('67f7db59183bdd00');
});
