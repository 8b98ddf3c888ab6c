import { expect, test } from 'vitest';
import { testTrial } from '../../testTrial.ts';
import { packOf } from './packOf.ts';

const noGain = (values: Record<string, number>) => {
  const program = packOf(testTrial({ execution: 'graph', ...values }, { recipe: 'ring-mlp' }));
  if (!('key' in program)) throw new Error(program.reason);
  return program.noGain;
};

test('small nets gain by a program of several trials; where the wider player is large nothing is said to be gained', () => {
  expect(noGain({ width_d: 32, batch_size: 64 })).toBeUndefined();
  expect(noGain({ width_d: 64, batch_size: 64 })).toBeUndefined();
  expect(noGain({ width_d: 128, batch_size: 128 })).toMatch(/^with layers 128 wide and a batch of 128 /);
  expect(noGain({ width_d: 32, width_ratio: 4, batch_size: 64 })).toMatch(/^with layers 128 wide/);
});
