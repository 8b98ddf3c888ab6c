import type { Point } from '@seesaw/shared/searchSpace';
import { describe, expect, test } from 'vitest';
import { draw } from '../draw.ts';
import { uniformStream } from '../stream.ts';
import type { TestFunction } from './testFunction.ts';
import { testFunctions } from './testFunctions.ts';

const xs = (...values: number[]): Point => Object.fromEntries(values.map((value, i) => [`x${i + 1}`, value]));

/** Minimisers as published (Surjanovic and Bingham, Virtual Library of Simulation Experiments), or by construction. */
const minimisers: Record<keyof typeof testFunctions, readonly Point[]> = {
  branin: [xs(-Math.PI, 12.275), xs(Math.PI, 2.275), xs(9.42478, 2.475)],
  hartmann3: [xs(0.114614, 0.555649, 0.852547)],
  hartmann6: [xs(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573)],
  ackley5: [xs(0, 0, 0, 0, 0)],
  levy5: [xs(1, 1, 1, 1, 1)],
  rosenbrock5: [xs(1, 1, 1, 1, 1)],
  rastrigin5: [xs(0, 0, 0, 0, 0)],
  mixed: [{ activation: 'leaky-relu', lr: 10 ** -3.5, width: 64, layers: 3, momentum: 0.5, batch: 64 }],
  conditional: [{ loss: 'wgan-gp', lr: 1e-4, penalty: 10, d_steps: 5 }],
};

describe.each(Object.entries(testFunctions) as [keyof typeof testFunctions, TestFunction][])('%s', (name, tested) => {
  test('has its minimum where it is said to be', () => {
    for (const point of minimisers[name]) expect(tested.evaluate(point)).toBeCloseTo(tested.minimum, 5);
  });

  test('is nowhere less', () => {
    for (let number = 1; number <= 2000; number++) {
      const point = Object.fromEntries(
        tested.space.map((axis) => [
          axis.name,
          draw(axis.dimension, uniformStream({ seed: 5, number, parameter: axis.name })),
        ]),
      );
      expect(tested.evaluate(point)).toBeGreaterThanOrEqual(tested.minimum);
    }
  });

  test('refuses a point without the values that it needs', () => {
    expect(() => tested.evaluate({})).toThrow(RangeError);
  });
});
