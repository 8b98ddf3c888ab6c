import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';

/** A function whose least value is known, to measure search methods on: small is good. */
export interface TestFunction {
  readonly space: SearchSpace;
  /** The least value that `evaluate` takes in the space. */
  readonly minimum: number;
  /**
   * @param point values of all axes that are active in it
   * @throws RangeError when a value that the function needs is missing or is no number
   */
  readonly evaluate: (point: Point) => number;
}

/** `count` axes x1, x2, … with the same bounds. */
export function equalAxes(count: number, min: number, max: number): SearchSpace {
  return Array.from({ length: count }, (_, i) => ({
    name: `x${i + 1}`,
    dimension: { kind: 'float', min, max, scale: 'linear' },
  }));
}

/** The values of x1, …, x`count`. */
export function coordinates(point: Point, count: number): number[] {
  return Array.from({ length: count }, (_, i) => numberOf(point, `x${i + 1}`));
}

export function numberOf(point: Point, name: string): number {
  const value = point[name];
  if (typeof value !== 'number') throw new RangeError(`the point has no number ${name}`);
  return value;
}
