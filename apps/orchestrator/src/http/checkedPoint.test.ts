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
  expect(checkedPoint(sweep, { values: { lr_ratio: 8 } }, parts)).toEqual({ lr_ratio: 8, d_steps: 1 });
});

test('another loss than that of the sweep leaves idle what only the old one used', () => {
  expect(checkedPoint(sweep, { values: { loss: 'hinge' } }, parts)).toMatchObject({ loss: 'hinge' });
  expect(() => checkedPoint(sweep, { values: { loss: 'hinge', gp_lambda: 5 } }, parts)).toThrow(/gp_lambda/);
});

test.each([
  [{ lr_ratoi: 1 }, /no hyperparameter "lr_ratoi"/],
  [{ lr_ratio: 'two' }, /lr_ratio: expected a number/],
  [{ order: 'simultaneous', d_steps: 2 }, /simultaneous/],
])('%j is refused', (values, why) => {
  const refused = expect.objectContaining({ code: 'invalid-sweep', message: expect.stringMatching(why) });
  expect(() => checkedPoint(sweep, { values: values as Record<string, number | string> }, parts)).toThrow(refused);
});

test('a point that breaks a condition or a constraint is refused with the values that decide it, unless it is forced', () => {
  const ruled = {
    ...sweep,
    space: [...sweep.space, { ...sweep.space[0]!, name: 'g_steps', when: 'd_steps == 2' }],
    constraints: ['lr_ratio * d_steps < 6'],
  };
  const steep = { values: { lr_ratio: 4, d_steps: 2 } };
  expect(() => checkedPoint(ruled, steep, parts)).toThrow(
    /outside of the space: the constraint lr_ratio \* d_steps < 6 does not hold: lr_ratio is 4, d_steps is 2/,
  );
  expect(checkedPoint(ruled, { ...steep, force: true }, parts)).toMatchObject(steep.values);
  const idle = { values: { d_steps: 1, g_steps: 2 } };
  expect(() => checkedPoint(ruled, idle, parts)).toThrow(
    /g_steps exists only where d_steps == 2 holds, and here d_steps is 1/,
  );
  expect(checkedPoint(ruled, { ...idle, force: true }, parts)).toMatchObject(idle.values);
});
