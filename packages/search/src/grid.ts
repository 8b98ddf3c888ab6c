import { assertNever } from '@seesaw/shared/assertNever';
import { SeesawError } from '@seesaw/shared/errors';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Dimension, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { quantizedValues } from './quantize.ts';

/** The values of one axis, in the order a grid takes them. */
interface Axis {
  count: number;
  at: (index: number) => Scalar;
}

/**
 * Whether a grid can enumerate this dimension: constants, choices, and on a linear scale whole numbers and floats with a
 * quantum.
 */
export function isEnumerable(dimension: Dimension): boolean {
  return axisOf(dimension) !== null;
}

/**
 * Points of the grid: the product over its axes, counted in whole numbers of any size. Exact up to 2^53 - 1; Infinity
 * above that, and where an axis cannot be enumerated.
 */
export function gridSize(space: SearchSpace): number {
  let size = 1n;
  for (const { dimension } of space) {
    const axis = axisOf(dimension);
    if (axis === null || !Number.isSafeInteger(axis.count)) return Number.POSITIVE_INFINITY;
    size *= BigInt(axis.count);
  }
  return size > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(size);
}

/**
 * Point `index` (from 0) of the grid in lexicographic order, the last axis fastest; 'exhausted' behind the last one.
 * Takes a time that does not depend on the size of the grid.
 *
 * @throws SeesawError `invalid-sweep` for an axis that cannot be enumerated
 */
export function gridPoint(space: SearchSpace, index: number): Point | 'exhausted' {
  const point: Record<string, Scalar> = {};
  let rest = index;
  for (const { name, dimension } of space.toReversed()) {
    const axis = axisOf(dimension);
    if (axis === null) throw notEnumerable(name);
    if (axis.count === 0) return 'exhausted';
    point[name] = axis.at(rest % axis.count);
    rest = Math.floor(rest / axis.count);
  }
  if (rest > 0) return 'exhausted';
  return Object.fromEntries(space.map(({ name }) => [name, point[name]!]));
}

function axisOf(dimension: Dimension): Axis | null {
  switch (dimension.kind) {
    case 'constant':
      return { count: 1, at: () => dimension.value };
    case 'choice': {
      const { values } = dimension;
      return { count: values.length, at: (index) => values[index]! };
    }
    case 'int':
      return dimension.scale === 'linear' ? quantizedValues(dimension.quantum ?? 1, dimension) : null;
    case 'float':
      return dimension.scale === 'linear' && dimension.quantum !== undefined
        ? quantizedValues(dimension.quantum, dimension)
        : null;
    case 'normal':
      return null;
    default:
      return assertNever(dimension, 'kind of dimension');
  }
}

function notEnumerable(name: string): SeesawError {
  return new SeesawError(
    'invalid-sweep',
    `A grid cannot enumerate the parameter "${name}": it is a continuous range.`,
    {
      facts: { hint: 'Give it a list of values or a step, or search with method: random.' },
    },
  );
}
