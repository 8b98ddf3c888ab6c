import { expect, test } from 'vitest';
import { labelAccuracy } from './labelAccuracy.ts';

test('a sample counts when its label is the one likeliest of all; no numbers are no label', () => {
  const probabilities = Float32Array.of(0.6, 0.3, 0.1, 0.2, 0.2, 0.6, 0.4, 0.4, 0.2, NaN, NaN, NaN);
  expect(labelAccuracy(probabilities, 3, () => 0)).toBe(1 / 4);
  expect(labelAccuracy(probabilities, 3, (sample) => [0, 2, 1, 0][sample]!)).toBe(2 / 4);
});
