import { expect, test } from 'vitest';
import type { Loss } from '../losses.ts';
import { knownNoise } from './knownNoise.ts';

const loss = (loss: number, more: Partial<Loss> = {}): Loss => ({
  number: 1,
  point: {},
  objective: loss,
  loss,
  losses: [loss],
  ...more,
});
const slopes = Float64Array.from([1, 0.5, 2, 1]);

test('single measurements alone say nothing about their noise', () => {
  expect(knownNoise([loss(1), loss(2), loss(3), loss(4)], slopes)).toBeUndefined();
});

test('a mean has the square of its standard error where the warped scale is steep or flat, a single value the pooled variance', () => {
  const losses = [
    loss(1, { n: 4, standardError: 0.5 }),
    loss(2, { n: 2, standardError: 1 }),
    loss(3, { n: 1 }),
    loss(Number.POSITIVE_INFINITY, { n: 2, standardError: 9, objective: null }),
  ];
  // Of one measurement: 4 · 0.25 with 3 degrees of freedom, and 2 · 0.25 with 1.
  const single = (3 * 1 + 1 * 0.5) / 4;
  expect([...knownNoise(losses, slopes)!]).toEqual([0.25, 0.25, single, 0]);
});
