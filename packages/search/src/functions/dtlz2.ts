import type { ParetoFunction } from './paretoFunction.ts';
import { coordinates, equalAxes } from './testFunction.ts';

/** Two for the direction and five for the distance; the paper has ten. */
const AXES = 7;

/**
 * Deb, Thiele, Laumanns and Zitzler 2002, DTLZ2 with three objectives: the best trade-offs are the eighth of the unit sphere
 * that lies in the first octant, where the last five axes are 1/2. Reference point as in BoTorch.
 */
export const dtlz2: ParetoFunction = {
  space: equalAxes(AXES, 0, 1),
  reference: [1.1, 1.1, 1.1],
  hypervolume: 1.1 ** 3 - Math.PI / 6,
  evaluate(point) {
    const [a, b, ...others] = coordinates(point, AXES) as [number, number, ...number[]];
    const radius = 1 + others.reduce((sum, x) => sum + (x - 0.5) ** 2, 0);
    const [first, second] = [(a * Math.PI) / 2, (b * Math.PI) / 2];
    return [
      radius * Math.cos(first) * Math.cos(second),
      radius * Math.cos(first) * Math.sin(second),
      radius * Math.sin(first),
    ];
  },
};
