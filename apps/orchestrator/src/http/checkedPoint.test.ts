import { catalog } from '@seesaw/gan/catalog/catalog';
import { findContradictions } from '@seesaw/gan/catalog/contradictions';
import { expect, test } from 'vitest';
import { testSweep } from '../testing/testSweep.ts';
import { checkedPoint } from './checkedPoint.ts';

const parts = { catalog, findContradictions };
const sweep = {
  ...testSweep,
  space: [
    ...testSweep.space,
    { name: 'd_steps', dimension: { kind: 'int', min: 2, max: 4, scale: 'linear' } as const },
  ],
  base: { loss: 'wgan-gp', gp_lambda: 3, steps: 100, g_steps: 1 },
};

test('what is left out of the varied hyperparameters has its default; what is given may lie outside of the bounds', () => {
  expect(checkedPoint(sweep, { lr_ratio: 8 }, parts)).toEqual({ lr_ratio: 8, d_steps: 1 });
});

test('another loss than that of the sweep leaves idle what only the old one used', () => {
  expect(checkedPoint(sweep, { loss: 'hinge' }, parts)).toMatchObject({ loss: 'hinge' });
  expect(() => checkedPoint(sweep, { loss: 'hinge', gp_lambda: 5 }, parts)).toThrow(/gp_lambda/);
});

test.each([
  [{ lr_ratoi: 1 }, /no hyperparameter "lr_ratoi"/],
  [{ lr_ratio: 'two' }, /lr_ratio: expected a number/],
  [{ order: 'simultaneous', d_steps: 2 }, /simultaneous/],
])('%j is refused', (values, why) => {
  const refused = expect.objectContaining({ code: 'invalid-sweep', message: expect.stringMatching(why) });
  expect(() => checkedPoint(sweep, values as Record<string, number | string>, parts)).toThrow(refused);
});
