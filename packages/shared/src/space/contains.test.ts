import { expect, test } from 'vitest';
import type { Dimension } from '../searchSpace.ts';
import { contains, rangeOf } from './contains.ts';

test.each([
  [{ kind: 'float', min: 0, max: 1, scale: 'linear' }, [0, 0.3, 1], [-0.1, 1.1, 'a', Number.NaN], 'from 0 to 1'],
  [
    { kind: 'float', min: 0.05, max: 1, scale: 'linear', quantum: 0.1 },
    [0.05, 0.3, 1],
    [0.25],
    'from 0.05 to 1 in steps of 0.1',
  ],
  [{ kind: 'int', min: 1, max: 5, scale: 'linear' }, [1, 5], [0, 1.5], 'a whole number from 1 to 5'],
  [{ kind: 'choice', values: [1, 'b', true] }, [1, 'b', true], ['1', false], 'one of 1, b, true'],
  [{ kind: 'normal', mu: 0, sigma: 1, scale: 'linear' }, [-9, 0], [Number.POSITIVE_INFINITY], 'a number'],
  [{ kind: 'normal', mu: 0, sigma: 1, scale: 'log' }, [4, 0.1], [-2, 0], 'a number above 0'],
  // Rounded to a step a small one is 0, which search does suggest.
  [
    { kind: 'normal', mu: 0, sigma: 1, scale: 'log', quantum: 2 },
    [4, 0],
    [-2, 3],
    'a number, 0 or above, in steps of 2',
  ],
  [{ kind: 'beta', a: 1, b: 2 }, [0, 0.5, 1], [1.5], 'from 0 to 1'],
  [{ kind: 'constant', value: 3 }, [3], [4], '3'],
] satisfies [Dimension, (number | string | boolean)[], (number | string | boolean)[], string][])(
  '%j can be some values and not others',
  (dimension, inside, outside, range) => {
    for (const value of inside) expect(contains(dimension, value), `${value}`).toBe(true);
    for (const value of outside) expect(contains(dimension, value), `${value}`).toBe(false);
    expect(rangeOf(dimension)).toBe(range);
  },
);
