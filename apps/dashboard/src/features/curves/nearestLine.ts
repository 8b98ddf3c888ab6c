import type { CurveSeries } from './curveSeries.ts';
import { lowerBound } from './plotArea.ts';

export interface ValueAt {
  readonly index: number;
  readonly value: number;
}

/**
 * The value of a line next to a place on the axis; undefined in a gap, and outside of it by more than the distance of its last or
 * first two points.
 */
export function valueAt(series: Pick<CurveSeries, 'x'>, values: Float64Array, x: number): ValueAt | undefined {
  const { length } = series.x;
  const last = series.x[length - 1] ?? Number.NaN;
  const spacing = length > 1 ? last - (series.x[length - 2] ?? last) : 0;
  const first = series.x[0] ?? Number.NaN;
  const begin = length > 1 ? (series.x[1] ?? first) - first : 0;
  if (!(x >= first - begin && x <= last + spacing)) return undefined;
  const next = lowerBound(series.x, x);
  const before = Math.max(0, next - 1);
  const after = Math.min(length - 1, next);
  const isNearer = Math.abs((series.x[after] ?? 0) - x) < Math.abs(x - (series.x[before] ?? 0));
  const index = isNearer ? after : before;
  const value = values[index] ?? Number.NaN;
  return Number.isNaN(value) ? undefined : { index, value };
}
