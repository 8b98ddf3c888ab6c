import type { Dimension, SearchSpace } from './searchSpace.ts';

/** A grid above this needs a run_cap, so that nobody starts a hundred thousand trials by a typo. */
export const maxGridPoints = 100_000;

/** Whether grid can walk this axis: listed values, whole numbers, or a range cut into multiples of a quantum. */
export function isEnumerable(dimension: Dimension): boolean {
  if (dimension.kind === 'normal') return false;
  return dimension.kind !== 'float' || dimension.quantum !== undefined;
}

/** Points of the full grid; Infinity when an axis cannot be enumerated. */
export function gridSize(space: SearchSpace): number {
  return space.reduce((size, axis) => size * axisSize(axis.dimension), 1);
}

function axisSize(dimension: Dimension): number {
  switch (dimension.kind) {
    case 'constant':
      return 1;
    case 'choice':
      return dimension.values.length;
    case 'normal':
      return Number.POSITIVE_INFINITY;
    case 'int':
      return dimension.quantum === undefined
        ? dimension.max - dimension.min + 1
        : multiples(dimension, dimension.quantum);
    case 'float':
      return dimension.quantum === undefined ? Number.POSITIVE_INFINITY : multiples(dimension, dimension.quantum);
  }
}

/** Multiples of `quantum` between the bounds, with room for the rounding of decimals such as 0.3 / 0.1. */
function multiples(bounds: { readonly min: number; readonly max: number }, quantum: number): number {
  return Math.floor(bounds.max / quantum + 1e-9) - Math.ceil(bounds.min / quantum - 1e-9) + 1;
}
