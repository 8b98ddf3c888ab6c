import { numberOf, type TestFunction } from './testFunction.ts';

/** Branin 1972, in the form of Dixon and Szegö 1978: three equal minima in a curved valley. */
export const branin: TestFunction = {
  space: [
    { name: 'x1', dimension: { kind: 'float', min: -5, max: 10, scale: 'linear' } },
    { name: 'x2', dimension: { kind: 'float', min: 0, max: 15, scale: 'linear' } },
  ],
  minimum: 5 / (4 * Math.PI),
  evaluate(point) {
    const [x1, x2] = [numberOf(point, 'x1'), numberOf(point, 'x2')];
    const valley = x2 - (5.1 / (4 * Math.PI ** 2)) * x1 ** 2 + (5 / Math.PI) * x1 - 6;
    return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10;
  },
};
