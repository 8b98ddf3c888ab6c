import { type CurveSeries, smooth } from './curveSeries.ts';
import type { LineLook } from './lineLook.ts';
import type { DrawnLine } from './paintLines.ts';
import { extent, indicesIn, paddedRange } from './plotArea.ts';
import type { CurveView } from './useCurveView.ts';

export interface ChartLines {
  readonly lines: readonly DrawnLine[];
  /** Of the axes, as a person chose it or as the lines need it. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Everything about a chart that does not depend on its size. */
export function chartLines(input: {
  readonly series: readonly CurveSeries[];
  readonly lookOf: (series: CurveSeries) => LineLook;
  readonly view: Pick<CurveView, 'over' | 'zoom' | 'smoothing' | 'isLog' | 'isLogX'>;
  readonly chosen?: ReadonlySet<number> | undefined;
}): ChartLines {
  const { view, chosen } = input;
  const lines = input.series.map((series): DrawnLine => {
    const drawn = smooth(series.last, view.smoothing);
    const isChosen = chosen?.has(series.trialId) === true;
    return { series, look: input.lookOf(series), drawn, ...indicesIn(series, view.zoom), isChosen };
  });
  return { lines, x: rangeX(lines, view), y: rangeY(lines, view.isLog) };
}

/** Ticks of values that are not finite need a place as well. */
function rangeX(
  lines: readonly DrawnLine[],
  { over, zoom, isLogX }: Pick<CurveView, 'over' | 'zoom' | 'isLogX'>,
): readonly [number, number] {
  if (zoom !== undefined && !(isLogX && zoom.from <= 0)) return [zoom.from, zoom.to];
  const columns = lines.flatMap(({ series }) => [series.x, series.nonFiniteX]);
  const [low, high] = extent(columns, isLogX) ?? [0, 1];
  const end = zoom?.to ?? high;
  if (isLogX) return [low, Math.max(low * 2, end)];
  return over === 'wall' ? [low, Math.max(low + 1, end)] : [0, Math.max(1, end)];
}

/** Room for the bands too, not only for the (smoothed) lines. */
function rangeY(lines: readonly DrawnLine[], isLog: boolean): readonly [number, number] {
  const columns = lines.flatMap(({ series, from, to }) => {
    const min = series.min.subarray(from, to);
    return series.max === series.min ? [min] : [min, series.max.subarray(from, to)];
  });
  return paddedRange(extent(columns, isLog), isLog);
}
