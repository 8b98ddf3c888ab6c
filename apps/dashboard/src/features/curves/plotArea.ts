import type { CurveSeries } from './curveSeries.ts';

/** One axis: from values to pixels of the canvas. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly isLog: boolean;
  /** Pixels of `min` and of `max`. */
  readonly start: number;
  readonly end: number;
}

export interface PlotArea {
  readonly x: Axis;
  readonly y: Axis;
}

/** NaN where a value has no place: on a log axis all that are not positive. */
export function pixelsOf(axis: Axis, values: Float64Array): Float64Array {
  if (axis.isLog) {
    const low = Math.log10(axis.min);
    const scale = (axis.end - axis.start) / (Math.log10(axis.max) - low);
    return values.map((value) => (value > 0 ? axis.start + (Math.log10(value) - low) * scale : Number.NaN));
  }
  const scale = (axis.end - axis.start) / (axis.max - axis.min);
  return values.map((value) => axis.start + (value - axis.min) * scale);
}

export function pixelOf(axis: Axis, value: number): number {
  return pixelsOf(axis, Float64Array.of(value))[0] ?? Number.NaN;
}

/** The least and the largest value that has a place on the axis; undefined where there is none. */
export function extent(columns: Iterable<ArrayLike<number>>, isLog: boolean): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i] ?? Number.NaN;
      if (Number.isNaN(value) || (isLog && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** Of an axis with some room at both ends; a single value stands in the middle. */
export function paddedRange(range: readonly [number, number] | undefined, isLog: boolean): [number, number] {
  const [low, high] = range ?? (isLog ? [0.1, 1] : [0, 1]);
  if (isLog) {
    const room = high > low ? (high / low) ** 0.06 : 2;
    return [low / room, high * room];
  }
  const room = high > low ? (high - low) * 0.06 : Math.abs(low) * 0.1 || 1;
  return [low - room, high + room];
}

/** Indices of `x` inside a range of it, and one more on either side so that lines reach the edges. */
export function indicesIn({ x }: Pick<CurveSeries, 'x'>, range: { from: number; to: number } | undefined) {
  if (range === undefined) return { from: 0, to: x.length };
  return { from: Math.max(0, lowerBound(x, range.from) - 1), to: Math.min(x.length, lowerBound(x, range.to) + 1) };
}

/** The first index whose value is not below. */
export function lowerBound(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
