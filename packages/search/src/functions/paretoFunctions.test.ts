import type { Point } from '@seesaw/shared/searchSpace';
import { describe, expect, test } from 'vitest';
import { draw } from '../draw.ts';
import { hypervolume } from '../pareto/hypervolume.ts';
import { uniformStream } from '../stream.ts';
import type { ParetoFunction } from './paretoFunction.ts';
import { paretoFunctions } from './paretoFunctions.ts';

const xs = (...values: number[]): Point => Object.fromEntries(values.map((value, i) => [`x${i + 1}`, value]));
const zeros = Array.from({ length: 9 }, () => 0);

/** The best points as published, by numbers from 0 to 1. */
const best: Record<keyof typeof paretoFunctions, (u: number, v: number) => Point> = {
  binhkorn: (u) => xs(5 * u, Math.min(5 * u, 3)),
  fonseca3: (u) => xs(...Array.from({ length: 3 }, () => (2 * u - 1) / Math.sqrt(3))),
  zdt1: (u) => xs(u, ...zeros),
  zdt2: (u) => xs(u, ...zeros),
  dtlz2: (u, v) => xs(u, v, 0.5, 0.5, 0.5, 0.5, 0.5),
};
/** How many of them, and which share of the volume between so many may be missing. */
const many: Record<keyof typeof paretoFunctions, [points: number, missing: number]> = {
  binhkorn: [2000, 1e-3],
  fonseca3: [2000, 1e-3],
  zdt1: [2000, 1e-3],
  zdt2: [2000, 1e-3],
  dtlz2: [400, 0.1],
};

describe.each(Object.entries(paretoFunctions) as [keyof typeof paretoFunctions, ParetoFunction][])(
  '%s',
  (name, { space, evaluate, reference, hypervolume: most }) => {
    test('its best points dominate the volume that it is said to have', () => {
      const [points, missing] = many[name];
      const golden = (Math.sqrt(5) - 1) / 2;
      const losses = Array.from({ length: points }, (_, i) => evaluate(best[name](i / (points - 1), (i * golden) % 1)));
      const volume = hypervolume(losses, reference);
      expect(volume).toBeLessThan(most);
      expect(volume / most).toBeGreaterThan(1 - missing);
    });

    test('no other points dominate more', () => {
      const losses = Array.from({ length: 500 }, (_, i) =>
        evaluate(
          Object.fromEntries(
            space.map((axis) => [
              axis.name,
              draw(axis.dimension, uniformStream({ seed: 5, number: i + 1, parameter: axis.name })),
            ]),
          ),
        ),
      );
      expect(hypervolume(losses, reference)).toBeLessThan(most);
    });

    test('refuses a point without the values that it needs', () => {
      expect(() => evaluate({})).toThrow(RangeError);
    });
  },
);
