import { expect, test } from 'vitest';
import { boundFields, type Extending, extendBody } from './extendBody.ts';

const definition = {
  space: [
    { name: 'lr_d', dimension: { kind: 'float', min: 1e-4, max: 1e-2, scale: 'log' } },
    { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan'] } },
    { name: 'd_steps', dimension: { kind: 'choice', values: [1, 2] } },
    { name: 'seed', dimension: { kind: 'choice', values: [1, 2] } },
  ],
} as Parameters<typeof extendBody>[1];
const nothing: Extending = { trials: '', steps: '', from: 'checkpoint', bounds: {} };

test('only what can be widened has fields', () => {
  expect(boundFields(definition).map(({ name }) => name)).toEqual(['lr_d', 'loss', 'd_steps']);
});

test('empty fields ask for nothing, filled ones for exactly that', () => {
  expect(extendBody(nothing, definition)).toEqual({});
  expect(extendBody({ ...nothing, trials: ' 5 ' }, definition).body).toEqual({ kind: 'extend', trials: 5 });
  expect(extendBody({ ...nothing, steps: '200', from: 'scratch' }, definition).body).toEqual({
    kind: 'extend',
    steps: 200,
    from: 'scratch',
  });
  const bounds = { lr_d: { min: '1e-5' }, loss: { values: 'wgan, ' }, d_steps: { values: '3' } };
  expect(extendBody({ ...nothing, bounds }, definition).body?.bounds).toEqual([
    { name: 'lr_d', min: 1e-5 },
    { name: 'loss', values: ['wgan'] },
    { name: 'd_steps', values: [3] },
  ]);
});

test('what is no number is named with its field', () => {
  expect(extendBody({ ...nothing, trials: '1.5' }, definition).misfit).toContain('more trials');
  expect(extendBody({ ...nothing, bounds: { lr_d: { max: 'x' } } }, definition).misfit).toContain('lr_d');
});
