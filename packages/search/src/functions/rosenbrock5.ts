import { coordinates, equalAxes, type TestFunction } from './testFunction.ts';

/** Rosenbrock 1960, the chained form: a long, narrow, bent valley; the least value is at (1, …, 1). */
export const rosenbrock5: TestFunction = {
  space: equalAxes(5, -5, 10),
  minimum: 0,
  evaluate(point) {
    const x = coordinates(point, 5);
    return x.slice(1).reduce((sum, next, i) => sum + 100 * (next - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0);
  },
};
