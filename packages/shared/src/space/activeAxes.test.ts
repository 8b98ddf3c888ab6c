import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '../searchSpace.ts';
import { activeAxes, activePart, isActive } from './activeAxes.ts';
import { isFeasible } from './isFeasible.ts';

const space: SearchSpace = [
  { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'wgan-gp'] } },
  {
    name: 'gp_lambda',
    dimension: { kind: 'float', min: 1, max: 100, scale: 'log' },
    when: 'loss == "wgan-gp"',
  },
  { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 5, scale: 'linear' }, when: 'gp_lambda > 10' },
  { name: 'width', dimension: { kind: 'int', min: 8, max: 64, scale: 'linear' } },
];
const names = (values: Record<string, string | number>) => activeAxes(space, values).map(({ name }) => name);

describe('activeAxes', () => {
  it('follows conditions from the first axis to the last', () => {
    expect(names({ loss: 'hinge' })).toEqual(['loss', 'width']);
    expect(names({ loss: 'wgan-gp', gp_lambda: 20 })).toEqual(['loss', 'gp_lambda', 'd_steps', 'width']);
    expect(names({ loss: 'wgan-gp', gp_lambda: 2 })).toEqual(['loss', 'gp_lambda', 'width']);
  });

  it('treats what a partial point does not say as not fulfilled', () => {
    expect(names({})).toEqual(['loss', 'width']);
    expect(names({ loss: 'wgan-gp' })).toEqual(['loss', 'gp_lambda', 'width']);
  });

  it('takes no notice of values that inactive axes have in a full vector', () => {
    const vector = { loss: 'hinge', gp_lambda: 20, d_steps: 3, width: 8 };
    expect(names(vector)).toEqual(['loss', 'width']);
    expect(activePart(space, vector)).toEqual({ loss: 'hinge', width: 8 });
  });

  it('knows the value of a constant that the point does not list', () => {
    const fixed: SearchSpace = [
      { name: 'ema', dimension: { kind: 'constant', value: true } },
      { name: 'ema_decay', dimension: { kind: 'float', min: 0.9, max: 1, scale: 'linear' }, when: 'ema' },
    ];
    expect(activeAxes(fixed, {}).map(({ name }) => name)).toEqual(['ema', 'ema_decay']);
  });

  it('gives a space without conditions back as it is', () => {
    const plain = space.filter(({ when }) => when === undefined);
    expect(activeAxes(plain, {})).toBe(plain);
  });

  it('refuses a condition that cannot be read', () => {
    expect(() => isActive({ ...space[0]!, when: 'loss = 1' }, {})).toThrow(/There is no operator =/);
  });
});

describe('isFeasible', () => {
  const constraints = ['lr_d * lr_ratio < 0.01', 'd_steps <= 2 or loss == "hinge"'];

  it('asks every constraint', () => {
    expect(isFeasible(constraints, { lr_d: 0.001, lr_ratio: 2, d_steps: 2, loss: 'lsgan' })).toBe(true);
    expect(isFeasible(constraints, { lr_d: 0.01, lr_ratio: 2, d_steps: 2, loss: 'lsgan' })).toBe(false);
    expect(isFeasible(constraints, { lr_d: 0.001, lr_ratio: 2, d_steps: 3, loss: 'lsgan' })).toBe(false);
    expect(isFeasible([], {})).toBe(true);
  });

  it('is not bound by a constraint on parameters that are not there', () => {
    expect(isFeasible(constraints, { lr_d: 1 })).toBe(true);
    expect(isFeasible(constraints, { d_steps: 9, loss: 'lsgan' })).toBe(false);
  });
});
