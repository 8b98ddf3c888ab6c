import type { Dimension, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { type Cell, cellOf } from '../encode/cellOf.ts';

/** One axis in all points of a set: the cell of each value, NaN where a point lacks the axis. */
export interface Column {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** How the values of an axis resemble each other: as neighbours on a line, or only in being the same. */
export function isUnordered(dimension: Dimension): boolean {
  return dimension.kind === 'choice' && dimension.ordered !== true;
}

/** The cells of a point, axis by axis. A constant tells nothing and has none. */
export function cellsOf(space: SearchSpace, point: Point): (Cell | undefined)[] {
  return space.map(({ name, dimension }) =>
    dimension.kind === 'constant' ? undefined : cellOf(dimension, point[name]),
  );
}

/** The points of a set, axis by axis; typed arrays, for there may be thousands of them. */
export function columnsOf(space: SearchSpace, points: readonly Point[]): Column[] {
  return space.map(({ name, dimension }) => {
    const low = new Float64Array(points.length).fill(Number.NaN);
    const high = new Float64Array(points.length).fill(Number.NaN);
    if (dimension.kind === 'constant') return { low, high };
    for (let i = 0; i < points.length; i++) {
      const cell = cellOf(dimension, points[i]![name]);
      if (cell === undefined) continue;
      low[i] = cell.low;
      high[i] = cell.high;
    }
    return { low, high };
  });
}

/** The middle of each cell. */
export function middlesOf({ low, high }: Column): Float64Array {
  return low.map((from, i) => (from + high[i]!) / 2);
}
