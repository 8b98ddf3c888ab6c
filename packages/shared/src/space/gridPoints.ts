import type { Point, SearchSpace } from '../searchSpace.ts';
import { walkGrid } from './walkGrid.ts';

/**
 * The different points of a grid, in the order of `walkGrid`.
 *
 * @throws SeesawError `invalid-sweep` when hardly any point satisfies the constraints
 */
export function* gridPoints(space: SearchSpace, constraints: readonly string[]): Generator<Point, void> {
  for (const values of walkGrid(space, constraints)) {
    yield Object.fromEntries(
      space.flatMap(({ name }, index) => {
        const value = values[index];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
}
