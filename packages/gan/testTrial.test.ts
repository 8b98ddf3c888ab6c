import { expect, test } from 'vitest';
import { testTrial } from './testTrial.ts';

test('a hyperparameter that the recipe does not have is an error with its name, not a value that nobody reads', () => {
  expect(() => testTrial({ z_dim: 3, depht_d: 2, augment: 'color' })).toThrow(
    'The recipe ring-mlp has no hyperparameter depht_d, augment.',
  );
  expect(testTrial({ augment: 'color' }, { recipe: 'mnist-bce' }).values.augment).toBe('color');
});
