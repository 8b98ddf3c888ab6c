import type { CompactCurves, TrialClock } from '@seesaw/shared/queries';
import { fromWire } from '../../format/numbers.ts';
import { resumesOf, type XKind, xOfSteps } from './curveX.ts';

/** A curve as the server knows it. Columns of equal length, ascending; NaN where a value is not finite. */
export interface Curve {
  readonly trialId: number;
  readonly trialNumber: number;
  readonly metric: string;
  readonly totalPoints: number;
  readonly steps: Float64Array;
  readonly last: Float64Array;
  /** The same column as `last` where every point is there. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Steps at which the value was NaN or infinite. */
  readonly nonFinite: Float64Array;
}

/** One line of a chart, ready to draw. */
export interface CurveSeries extends Curve {
  /** Where its steps stand on the axis of the chart. */
  readonly x: Float64Array;
  readonly nonFiniteX: Float64Array;
  /** Where the trial went on after it had been interrupted. */
  readonly resumes: readonly { readonly attempt: number; readonly x: number }[];
}

/** Typed arrays: a thousand curves are half a million numbers, kept and compared by the query cache. */
export function curvesOf(reply: CompactCurves): Curve[] {
  return reply.series.map((series) => {
    const last = finite(series.last);
    return {
      trialId: series.trialId,
      trialNumber: series.number,
      metric: series.metric,
      totalPoints: series.points,
      steps: stepsOf(series, reply),
      last,
      min: series.min === undefined ? last : finite(series.min),
      max: series.max === undefined ? last : finite(series.max),
      nonFinite: Float64Array.from(series.nonFinite ?? []),
    };
  });
}

export function placeOnAxis(curve: Curve, kind: XKind, clock: TrialClock | undefined): CurveSeries {
  return {
    ...curve,
    x: xOfSteps(kind, clock, curve.steps),
    nonFiniteX: xOfSteps(kind, clock, curve.nonFinite),
    resumes: resumesOf(kind, clock),
  };
}

/** A bucket stands where its last value was measured: at its end. */
function stepsOf(series: CompactCurves['series'][number], { fromStep, toStep, width }: CompactCurves): Float64Array {
  if (series.steps !== undefined) return Float64Array.from(series.steps);
  const first = series.first ?? 0;
  return Float64Array.from(series.last, (_, index) => Math.min(toStep, fromStep + (first + index + 1) * width - 1));
}

/**
 * Exponential moving average whose start is corrected (as Adam's is), so that the first points are not pulled to zero.
 * `weight` in [0, 1): 0 changes nothing. Gaps stay gaps and do not feed the average.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  let average = 0;
  let correction = 0;
  return values.map((value) => {
    if (Number.isNaN(value)) return value;
    average = weight * average + (1 - weight) * value;
    correction = weight * correction + (1 - weight);
    return average / correction;
  });
}

/** "300 of 12,000 points": how many points the picture shows of how many there are, over all its lines. */
export function pointsShown(series: readonly CurveSeries[]): { shown: number; total: number } {
  return series.reduce((sum, one) => ({ shown: sum.shown + one.steps.length, total: sum.total + one.totalPoints }), {
    shown: 0,
    total: 0,
  });
}

function finite(column: CompactCurves['series'][number]['last']): Float64Array {
  return Float64Array.from(column, (value) => {
    const number = typeof value === 'number' ? value : fromWire(value);
    return Number.isFinite(number) ? number : Number.NaN;
  });
}
