import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evolve, type Member } from './evolve.ts';

const space: SearchSpace = [
  { name: 'lr_d', dimension: { kind: 'float', min: 1e-4, max: 1e-1, scale: 'log' } },
  { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 5, scale: 'linear' } },
  { name: 'order', dimension: { kind: 'choice', values: ['d-first', 'g-first', 'simultaneous'] } },
];
const point: Point = { lr_d: 0.01, d_steps: 2, order: 'g-first' };
const pbt = { everySteps: 100, quantile: 0.25, factor: 1.2, resampleProbability: 0 };
const generation = (values: readonly (number | null)[]) => ({
  pbt,
  space,
  constraints: [],
  goal: 'minimize' as const,
  seed: 3,
  step: 100,
  members: values.map((value, i): Member => ({ number: i + 1, point, value })),
});

test('the worst quarter goes on from the best quarter, the others as they are', () => {
  const exploits = evolve(generation([5, 1, 8, 3, 2, 7, 4, 6]));
  expect(exploits.map(({ number }) => number).sort()).toEqual([3, 6]);
  for (const { from } of exploits) expect([2, 5]).toContain(from);
});

test('a member without a finite value is the worst; maximizing turns the order round', () => {
  expect(evolve(generation([5, null, 3, 4])).map(({ number }) => number)).toEqual([2]);
  expect(evolve({ ...generation([5, 9, 3, 4]), goal: 'maximize' })[0]).toMatchObject({ number: 3, from: 2 });
});

test('one member alone has nobody to learn from', () => {
  expect(evolve(generation([1]))).toEqual([]);
  expect(evolve(generation([]))).toEqual([]);
});

test('exploring moves every value by a step', () => {
  for (const exploit of evolve(generation([1, 2, 3, 4, 5, 6, 7, 8]))) {
    const { lr_d, d_steps, order } = exploit.point as { lr_d: number; d_steps: number; order: string };
    expect([0.012, 0.01 / 1.2].some((x) => Math.abs(x - lr_d) < 1e-12)).toBe(true);
    expect([1, 3]).toContain(d_steps);
    expect(['d-first', 'simultaneous']).toContain(order);
  }
});

test('explored points lie in the space and satisfy the constraints, and the same generation gives the same again', () => {
  const members = fc.array(
    fc.record({
      value: fc.option(fc.double({ noNaN: true }), { nil: null }),
      lr: fc.double({ min: 1e-4, max: 1e-2, noNaN: true }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(members, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (drawn, seed, resampleProbability) => {
      const asked = {
        ...generation([]),
        pbt: { ...pbt, factor: 3, resampleProbability },
        seed,
        constraints: ['lr_d * d_steps < 0.05'],
        members: drawn.map(({ value, lr }, i) => ({ number: i + 1, point: { ...point, lr_d: lr }, value })),
      };
      const exploits = evolve(asked);
      expect(evolve(asked)).toEqual(exploits);
      for (const { point: explored } of exploits) {
        expect(Number(explored.lr_d) * Number(explored.d_steps)).toBeLessThan(0.05);
        expect(Number(explored.lr_d)).toBeGreaterThanOrEqual(1e-4);
        expect([1, 2, 3, 4, 5]).toContain(explored.d_steps);
      }
    }),
  );
});
