import { median } from './statistics.ts';

/** How values move around their straight trend. */
export interface Swing {
  /** Median distance from it. */
  readonly size: number;
  /** How often they change sides of it, counting only those further from it than half of that. */
  readonly turns: number;
}

export function swingOf(values: readonly number[]): Swing {
  const rest = detrended(values);
  const size = sizeOf(rest);
  const sides = rest.filter((value) => Math.abs(value) > 0.5 * size).map(Math.sign);
  return { size, turns: sides.filter((side, i) => i > 0 && side !== sides[i - 1]).length };
}

/** Median of the absolute values. */
export function sizeOf(values: readonly number[]): number {
  return median(values.map(Math.abs));
}

/**
 * Less the line whose slope is the median of the slopes between all pairs (Theil 1950, Sen 1968): one great swing at the beginning
 * would turn the line of least squares, and hide all later ones.
 */
function detrended(values: readonly number[]): number[] {
  const slopes = new Float64Array((values.length * (values.length - 1)) / 2);
  let count = 0;
  for (let i = 1; i < values.length; i += 1)
    for (let j = 0; j < i; j += 1) slopes[count++] = (values[i]! - values[j]!) / (i - j);
  const slope = slopes.length === 0 ? 0 : median(slopes);
  const rest = values.map((value, i) => value - slope * i);
  const centre = median(rest);
  return rest.map((value) => value - centre);
}
