import { normalCdf } from '../numeric/normal.ts';
import type { ParetoFunction } from './paretoFunction.ts';
import { coordinates, equalAxes } from './testFunction.ts';

const AXES = 3;
const CENTRE = 1 / Math.sqrt(AXES);

/**
 * Fonseca and Fleming 1995: two hollows, flat far away from them. The best trade-offs lie on the line between their middles;
 * the curve is not convex.
 */
export const fonseca3: ParetoFunction = {
  space: equalAxes(AXES, -4, 4),
  reference: [1, 1],
  // With s from -1 to 1 along the line: ∫ (1 - f2) df1 = 2 e⁻² ∫ e^(-2s²) ds, and e⁻⁴ beside it.
  hypervolume: 2 * Math.exp(-2) * Math.sqrt(Math.PI / 2) * (2 * normalCdf(2) - 1) + Math.exp(-4),
  evaluate(point) {
    const x = coordinates(point, AXES);
    const hollow = (centre: number) => 1 - Math.exp(-x.reduce((sum, xi) => sum + (xi - centre) ** 2, 0));
    return [hollow(CENTRE), hollow(-CENTRE)];
  },
};
