import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';

/** A function with several values whose best trade-offs are known, to measure search methods on: small is good. */
export interface ParetoFunction {
  readonly space: SearchSpace;
  /** Volumes are measured up to here. */
  readonly reference: readonly number[];
  /** Volume that all of the space dominates, up to `reference`: what no search can exceed. */
  readonly hypervolume: number;
  /**
   * @param point values of all axes
   * @throws RangeError when a value that the function needs is missing or is no number
   */
  readonly evaluate: (point: Point) => readonly number[];
}
