import { coordinates, equalAxes, type TestFunction } from './testFunction.ts';

/** Levy and Montalvo 1985: a bowl with waves along every axis; the least value is at (1, …, 1). */
export const levy5: TestFunction = {
  space: equalAxes(5, -10, 10),
  minimum: 0,
  evaluate(point) {
    const w = coordinates(point, 5).map((xi) => 1 + (xi - 1) / 4);
    const [first, last] = [w[0]!, w.at(-1)!];
    const middle = w
      .slice(0, -1)
      .reduce((sum, wi) => sum + (wi - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * wi + 1) ** 2), 0);
    return Math.sin(Math.PI * first) ** 2 + middle + (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2);
  },
};
