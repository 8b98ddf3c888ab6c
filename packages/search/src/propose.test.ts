import type { SearchSpace } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propose } from './propose.ts';

const space: SearchSpace = [
  { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan', 'wgan-gp'] } },
  { name: 'lr_d', dimension: { kind: 'float', min: 1e-5, max: 1e-2, scale: 'log' } },
  { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 5, scale: 'linear' } },
  { name: 'width', dimension: { kind: 'int', min: 8, max: 128, scale: 'log', quantum: 8 } },
  { name: 'noise', dimension: { kind: 'normal', mu: 0, sigma: 1, scale: 'linear' } },
  { name: 'beta1', dimension: { kind: 'float', min: 0, max: 0.9, scale: 'linear', quantum: 0.1 } },
  { name: 'steps', dimension: { kind: 'constant', value: 1000 } },
];
const seed = fc.nat({ max: 2 ** 32 - 1 });

test('a suggestion depends on its arguments alone, whatever was asked before', () => {
  fc.assert(
    fc.property(seed, fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 2 }), (seed, numbers) => {
      const ask = (number: number) => propose({ space, method: 'random', seed, number });
      const forwards = numbers.map((number) => [number, ask(number)] as const);
      for (const [number, point] of forwards.toReversed()) expect(ask(number)).toEqual(point);
    }),
  );
});

test('results that become known change no suggestion of grid and random', () => {
  const results = [{ number: 1, point: { loss: 'hinge' }, objective: 0.5 }];
  for (const method of ['grid', 'random'] as const) {
    const asked = { space: space.slice(0, 1), method, seed: 3, number: 2 };
    expect(propose({ ...asked, results })).toEqual(propose(asked));
  }
});

test('adding, removing or moving a parameter leaves the random values of the others', () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 1, max: 1e6 }), fc.shuffledSubarray([...space]), (seed, number, some) => {
      const whole = propose({ space, method: 'random', seed, number });
      expect(whole).toMatchObject(propose({ space: some, method: 'random', seed, number }) as object);
    }),
  );
});

test('a point has every parameter of the space, in its order', () => {
  const point = propose({ space, method: 'random', seed: 0, number: 1 });
  expect(Object.keys(point)).toEqual(space.map(({ name }) => name));
});

test('random never ends, and trials differ', () => {
  const numbers = [...Array.from({ length: 200 }, (_, i) => i + 1), 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
  const points = numbers.map((number) => JSON.stringify(propose({ space, method: 'random', seed: 9, number })));
  expect(new Set(points).size).toBe(numbers.length);
  expect(points).not.toContain('"exhausted"');
});

test('grid numbers its points from 1 and ends behind the last', () => {
  const given = space.slice(0, 1);
  const ask = (number: number) => propose({ space: given, method: 'grid', seed: 0, number });
  expect([1, 2, 3, 4].map(ask)).toEqual([{ loss: 'hinge' }, { loss: 'lsgan' }, { loss: 'wgan-gp' }, 'exhausted']);
});

test.each([0, -1, 1.5, Number.NaN])('the trial number %d is refused', (number) => {
  expect(() => propose({ space, method: 'grid', seed: 0, number })).toThrow(RangeError);
});

test('suggestions stay what they were in the first version, so that a sweep continues after an update', () => {
  const points = [1, 2, 3].map((number) => propose({ space, method: 'random', seed: 42, number }));
  // Engines may differ in the last bits of exp, log and cos.
  const near = (value: number) => expect.closeTo(value, 12);
  expect(points).toEqual([
    {
      loss: 'hinge',
      lr_d: near(0.00047076143837204834),
      d_steps: 4,
      width: 120,
      noise: near(-0.3695540805730192),
      beta1: 0.7,
      steps: 1000,
    },
    {
      loss: 'hinge',
      lr_d: near(0.00038528875948827865),
      d_steps: 4,
      width: 8,
      noise: near(-0.8800068104959702),
      beta1: 0.5,
      steps: 1000,
    },
    {
      loss: 'lsgan',
      lr_d: near(0.000053161823645042836),
      d_steps: 2,
      width: 16,
      noise: near(0.5697330428288011),
      beta1: 0.8,
      steps: 1000,
    },
  ]);
});
