import { coordinates, equalAxes, type TestFunction } from './testFunction.ts';

/** Rastrigin 1974: a bowl with a minimum near every whole point, the least in the origin. */
export const rastrigin5: TestFunction = {
  space: equalAxes(5, -5.12, 5.12),
  minimum: 0,
  evaluate: (point) =>
    coordinates(point, 5).reduce((sum, xi) => sum + xi ** 2 + 10 * (1 - Math.cos(2 * Math.PI * xi)), 0),
};
