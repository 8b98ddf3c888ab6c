import { expect, test } from 'vitest';
import type { SearchSpace } from '../searchSpace.ts';
import { ruleFaults } from './ruleFaults.ts';

const space: SearchSpace = [
  { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'wgan-gp'] } },
  { name: 'gp_lambda', dimension: { kind: 'float', min: 1, max: 10, scale: 'linear' }, when: 'loss == "wgan-gp"' },
  { name: 'lr_d', dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' } },
];
const constraints = ['lr_d * gp_lambda < 2', 'lr_d > 0.1'];

test('names the constraint that does not hold and the values that decide it', () => {
  expect(ruleFaults(space, constraints, { loss: 'wgan-gp', gp_lambda: 5, lr_d: 0.5 })).toEqual([
    { message: 'the constraint lr_d * gp_lambda < 2 does not hold: lr_d is 0.5, gp_lambda is 5' },
  ]);
  expect(ruleFaults(space, constraints, { loss: 'wgan-gp', gp_lambda: 1, lr_d: 0.5 })).toEqual([]);
});

test('a value for a parameter that does not exist there is one; a constraint on what is absent does not bind', () => {
  expect(ruleFaults(space, constraints, { loss: 'hinge', lr_d: 0.5 })).toEqual([]);
  expect(ruleFaults(space, constraints, { loss: 'hinge', gp_lambda: 3, lr_d: 0.5 })).toEqual([
    { axis: 'gp_lambda', message: 'gp_lambda exists only where loss == "wgan-gp" holds, and here loss is hinge' },
  ]);
});
