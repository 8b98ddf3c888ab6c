import { SeesawError } from '@seesaw/shared/errors';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Dimension, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { gridSize } from '@seesaw/shared/sweepFileGrid';
import { insideMultiple } from './quantize.ts';

/**
 * Point `index` (from 0) of the grid in lexicographic order, the last axis fastest; 'exhausted' behind the last one, which
 * is number `gridSize(space) - 1`. The time it takes does not depend on the size of the grid.
 *
 * @throws SeesawError `invalid-sweep` for an axis that cannot be enumerated
 */
export function gridPoint(space: SearchSpace, index: number): Point | 'exhausted' {
  const chosen: (readonly [string, Scalar])[] = [];
  let rest = index;
  for (const axis of space.toReversed()) {
    const { name, dimension } = axis;
    const count = gridSize([axis]);
    if (!Number.isFinite(count)) throw notEnumerable(name);
    if (count < 1) return 'exhausted';
    chosen.push([name, valueAt(dimension, rest % count)]);
    rest = Math.floor(rest / count);
  }
  return rest > 0 ? 'exhausted' : Object.fromEntries(chosen.toReversed());
}

/** Values of an axis ascend, or stand in the order of the sweep file. */
function valueAt(dimension: Dimension, index: number): Scalar {
  switch (dimension.kind) {
    case 'constant':
      return dimension.value;
    case 'choice':
      return dimension.values[index]!;
    case 'int':
    case 'float':
      return insideMultiple(index, dimension.quantum ?? 1, dimension);
    case 'normal':
      throw new RangeError('a normal distribution has no first value');
  }
}

function notEnumerable(name: string): SeesawError {
  return new SeesawError('invalid-sweep', `A grid cannot walk the continuous range of ${name}.`, {
    facts: { hint: 'List values, use a q_… distribution with q, or method: random.' },
  });
}
