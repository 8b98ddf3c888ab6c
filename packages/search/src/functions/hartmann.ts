import { coordinates, equalAxes, type TestFunction } from './testFunction.ts';

/** Heights of the four wells. */
const ALPHA = [1, 1.2, 3, 3.2] as const;

/** Hartman 1973, three variables: f(x) = -Σᵢ αᵢ exp(-Σⱼ Aᵢⱼ (xⱼ - Pᵢⱼ)²), in the cube. */
export const hartmann3: TestFunction = {
  space: equalAxes(3, 0, 1),
  minimum: -3.862779787332663,
  evaluate: (point) =>
    wells(
      coordinates(point, 3),
      [
        [3, 10, 30],
        [0.1, 10, 35],
        [3, 10, 30],
        [0.1, 10, 35],
      ],
      [
        [0.3689, 0.117, 0.2673],
        [0.4699, 0.4387, 0.747],
        [0.1091, 0.8732, 0.5547],
        [0.0381, 0.5743, 0.8828],
      ],
    ),
};

/** Hartman 1973, six variables: a second well, only 0.12 above the deepest, has the larger basin. */
export const hartmann6: TestFunction = {
  space: equalAxes(6, 0, 1),
  minimum: -3.3223680114155147,
  evaluate: (point) =>
    wells(
      coordinates(point, 6),
      [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
      ],
      [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
      ],
    ),
};

function wells(x: readonly number[], steepness: readonly number[][], centres: readonly number[][]): number {
  return -ALPHA.reduce((sum, height, i) => {
    const distance = x.reduce((total, xj, j) => total + steepness[i]![j]! * (xj - centres[i]![j]!) ** 2, 0);
    return sum + height * Math.exp(-distance);
  }, 0);
}
