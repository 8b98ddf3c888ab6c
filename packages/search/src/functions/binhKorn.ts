import type { ParetoFunction } from './paretoFunction.ts';
import { numberOf } from './testFunction.ts';

/**
 * Binh and Korn 1997: how near to (0, 0), how near to (5, 5). The best trade-offs lie on the line between them and, where x2
 * ends at 3, on from there to (5, 3). The paper has the constraints (x1 - 5)² + x2² ≤ 25 and (x1 - 8)² + (x2 + 3)² ≥ 7.7 besides,
 * which leave all of these.
 */
export const binhKorn: ParetoFunction = {
  space: [
    { name: 'x1', dimension: { kind: 'float', min: 0, max: 5, scale: 'linear' } },
    { name: 'x2', dimension: { kind: 'float', min: 0, max: 3, scale: 'linear' } },
  ],
  reference: [140, 50],
  // ∫ (50 - f2) df1: 2232 on the line, 8608/3 behind it, and 4 · 46 beyond (5, 3).
  hypervolume: 2232 + 8608 / 3 + 184,
  evaluate(point) {
    const [x1, x2] = [numberOf(point, 'x1'), numberOf(point, 'x2')];
    return [4 * x1 ** 2 + 4 * x2 ** 2, (x1 - 5) ** 2 + (x2 - 5) ** 2];
  },
};
