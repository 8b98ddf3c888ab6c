import { coordinates, equalAxes, type TestFunction } from './testFunction.ts';

/** Ackley 1987: nearly flat far out, with many dents, and one steep hole in the middle. */
export const ackley5: TestFunction = {
  space: equalAxes(5, -32.768, 32.768),
  minimum: 0,
  evaluate(point) {
    const x = coordinates(point, 5);
    const mean = (of: (xi: number) => number) => x.reduce((sum, xi) => sum + of(xi), 0) / x.length;
    const bowl = -20 * Math.exp(-0.2 * Math.sqrt(mean((xi) => xi ** 2)));
    return bowl - Math.exp(mean((xi) => Math.cos(2 * Math.PI * xi))) + 20 + Math.E;
  },
};
