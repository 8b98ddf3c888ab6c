import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import { expect, test } from 'vitest';
import { testSweep } from '../testing/testSweep.ts';
import { checkedExtension } from './checkedExtension.ts';

const parts = { catalog, findContradictions };
const axis = { name: 'lr_d', dimension: { kind: 'float', min: 1e-4, max: 1e-2, scale: 'log' } } as const;
const sweep = { ...testSweep, method: 'random' as const, space: [axis] };

test('an extension of the steps carries what of the recipe depends on the last step', () => {
  expect(checkedExtension(sweep, { kind: 'extend', steps: 500 }, parts)).toEqual({
    kind: 'extend',
    steps: 500,
    schedules: [{ name: 'lr_end', neutral: 1 }],
  });
  expect(checkedExtension(sweep, { kind: 'extend', trials: 3 }, parts)).toEqual({ kind: 'extend', trials: 3 });
});

test.each([
  [{ steps: 2_000_000_000 }, /steps: expected a whole number/],
  [{ bounds: [{ name: 'lr_d', max: 7 }] }, /lr_d: expected a number from/],
  [{ bounds: [{ name: 'lr_b', max: 1 }] }, /no such hyperparameter/],
  [{ bounds: [{ name: 'beta1', max: 0.9 }] }, /not varied/],
])('%j is refused before it reaches the sweep', (extension, why) => {
  const check = () => checkedExtension(sweep, { kind: 'extend', ...extension }, parts);
  expect(check).toThrow(expect.objectContaining({ code: 'invalid-sweep', message: expect.stringMatching(why) }));
});

test('wider bounds in which values clash are refused', () => {
  const order = { name: 'order', dimension: { kind: 'choice' as const, values: ['d-first'] } };
  const clashing = { ...sweep, space: [order], base: { ...sweep.base, d_steps: 2, g_steps: 1 } };
  const bounds = [{ name: 'order', values: ['simultaneous'] }];
  expect(() => checkedExtension(clashing, { kind: 'extend', bounds }, parts)).toThrow(/simultaneous/);
});
