import type { ParetoFunction } from './paretoFunction.ts';
import { coordinates, equalAxes } from './testFunction.ts';

/** Of the thirty axes of the paper. */
const AXES = 10;

/**
 * Zitzler, Deb and Thiele 2000, test function 1: the best trade-offs are 1 - √f1, a convex curve, where all axes but the first
 * are 0. Reference point as in BoTorch.
 */
export const zdt1: ParetoFunction = zdt((share) => 1 - Math.sqrt(share), 2 / 3);

/** Test function 2: the best trade-offs are 1 - f1², so none between the ends is best for any weighted sum. */
export const zdt2: ParetoFunction = zdt((share) => 1 - share ** 2, 1 / 3);

/**
 * f1 = x1, f2 = g · shape(f1 / g), g = 1 + 9 · mean of the others.
 *
 * @param above area above the curve in the unit square
 */
function zdt(shape: (share: number) => number, above: number): ParetoFunction {
  return {
    space: equalAxes(AXES, 0, 1),
    reference: [11, 11],
    hypervolume: 11 * 11 - 1 + above,
    evaluate(point) {
      const [first, ...others] = coordinates(point, AXES) as [number, ...number[]];
      const g = 1 + (9 * others.reduce((sum, x) => sum + x, 0)) / others.length;
      return [first, g * shape(first / g)];
    },
  };
}
