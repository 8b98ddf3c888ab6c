import type { CurveReply } from '@seesaw/shared/queries';
import { fromWire } from '../../format/numbers.ts';

/** One line of a chart, ready to draw: steps ascending, `null` where the value is not finite. */
export interface CurveSeries {
  readonly trialId: number;
  readonly trialNumber: number;
  readonly metric: string;
  readonly totalPoints: number;
  readonly steps: readonly number[];
  readonly last: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly nonFiniteSteps: readonly number[];
}

export function curveSeriesOf(reply: CurveReply): CurveSeries[] {
  return reply.series.map((series) => ({
    trialId: series.trialId,
    trialNumber: series.trialNumber,
    metric: series.metric,
    totalPoints: series.totalPoints,
    steps: series.steps,
    last: series.last.map(finite),
    min: series.min.map(finite),
    max: series.max.map(finite),
    nonFiniteSteps: series.nonFiniteSteps,
  }));
}

/**
 * Exponential moving average whose start is corrected (as Adam's is), so that the first points are not pulled to zero.
 * `weight` in [0, 1): 0 changes nothing. Gaps stay gaps and do not feed the average.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values];
  let average = 0;
  let correction = 0;
  return values.map((value) => {
    if (value === null) return null;
    average = weight * average + (1 - weight) * value;
    correction = weight * correction + (1 - weight);
    return average / correction;
  });
}

/** All series on one common, ascending list of steps, as the chart wants them; `undefined` where a series has no point. */
export function alignOnSteps(
  series: readonly { readonly steps: readonly number[]; readonly values: readonly (number | null)[] }[],
): { steps: number[]; columns: (number | null | undefined)[][] } {
  const steps = [...new Set(series.flatMap((one) => one.steps))].sort((a, b) => a - b);
  const indexOf = new Map(steps.map((step, index) => [step, index]));
  const columns = series.map((one) => {
    const column: (number | null | undefined)[] = new Array(steps.length).fill(undefined);
    one.steps.forEach((step, index) => {
      column[indexOf.get(step) ?? 0] = one.values[index] ?? null;
    });
    return column;
  });
  return { steps, columns };
}

/** On a log axis only positive numbers have a place. */
export function positiveOnly(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) => (value !== null && value > 0 ? value : null));
}

/** "300 of 12,000 points": how many points the picture shows of how many there are, over all its lines. */
export function pointsShown(series: readonly CurveSeries[]): { shown: number; total: number } {
  return series.reduce((sum, one) => ({ shown: sum.shown + one.steps.length, total: sum.total + one.totalPoints }), {
    shown: 0,
    total: 0,
  });
}

function finite(value: number | string): number | null {
  const number = typeof value === 'number' ? value : fromWire(value as 'NaN');
  return Number.isFinite(number) ? number : null;
}
