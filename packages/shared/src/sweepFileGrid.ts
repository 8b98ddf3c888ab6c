import type { Dimension, SearchSpace } from './searchSpace.ts';
import { axisSize } from './space/gridAxis.ts';
import { walkGrid } from './space/walkGrid.ts';

/** A grid above this needs a run_cap, so that nobody starts a hundred thousand trials by a typo. */
export const maxGridPoints = 100_000;

/** Whether grid can walk this axis: listed values, whole numbers, or a range cut into multiples of a quantum. */
export function isEnumerable(dimension: Dimension): boolean {
  return Number.isFinite(axisSize(dimension));
}

/**
 * Points of the grid, each counted once: where an axis is inactive its values collapse, and points that violate a
 * constraint are left out. Infinity when an axis cannot be enumerated. Exact where the product of the axes is at most
 * 100,000 or nothing is conditional; above that the product, which is then an upper bound.
 */
export function gridSize(space: SearchSpace, constraints: readonly string[] = []): number {
  const product = space.reduce((size, axis) => size * axisSize(axis.dimension), 1);
  const plain = constraints.length === 0 && space.every((axis) => axis.when === undefined);
  if (plain || product > maxGridPoints) return product;
  let count = 0;
  for (const _ of walkGrid(space, constraints)) count += 1;
  return count;
}
