import type { TrialClock } from '@seesaw/shared/queries';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { clocksQuery, curvesQuery } from '../../api/curveQueries.ts';
import { type Curve, type CurveSeries, placeOnAxis } from './curveSeries.ts';
import { isTime, stepsBetween, type XKind } from './curveX.ts';
import type { CurveView } from './useCurveView.ts';

/** The API takes at most 20 metrics a request. */
const metricsPerRequest = 20;
/** From so many trials on each metric is a request of its own: a chart is drawn when its curves are there. */
const manyTrials = 50;
/** How finely time is known between the points of a trial. */
const clockKnots = 48;

export interface Curves {
  readonly byMetric: ReadonlyMap<string, readonly CurveSeries[]>;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly refetch: () => void;
}

/** Curves of some trials; zooming asks again, so that finer points come into view. */
export function useCurves(input: {
  trialIds: readonly number[];
  metrics: readonly string[];
  view: Pick<CurveView, 'zoom' | 'over'>;
  buckets?: number;
  /** Whether more points are to come. */
  isLive?: boolean;
}): Curves {
  const { trialIds, metrics, view } = input;
  const isMany = trialIds.length > manyTrials;
  const load = { isMany, isLive: input.isLive ?? true };
  const clocks = useQuery(clocksQuery({ trialIds, knots: isTime(view.over) ? clockKnots : 0 }, load));
  const known = useMemo(() => new Map(clocks.data?.items.map((clock) => [clock.trialId, clock])), [clocks.data]);
  const range = stepRange(view, known);
  const size = isMany ? 1 : metricsPerRequest;
  const chunks: string[][] = [];
  for (let i = 0; i < metrics.length; i += size) chunks.push(metrics.slice(i, i + size));
  const combined = useQueries({
    queries: chunks.map((some) =>
      curvesQuery(
        {
          trialIds,
          metrics: some,
          buckets: input.buckets ?? (isMany ? 200 : 300),
          fromStep: range?.from,
          toStep: range?.to,
        },
        load,
      ),
    ),
    combine: (results) => ({
      replies: results.map((result) => result.data),
      error: results.find((result) => result.error !== null)?.error ?? null,
      isLoading: results.some((result) => result.isLoading),
      refetch: () => {
        for (const result of results) void result.refetch();
      },
    }),
  });
  const { replies } = combined;
  const byMetric = useMemo(() => groupByMetric(replies, view.over, known), [replies, view.over, known]);
  const last = useRef(byMetric);
  useEffect(() => {
    if (!combined.isLoading) last.current = byMetric;
  });
  return {
    // Another choice of trials is another request: those that were drawn stay until it is answered.
    byMetric: combined.isLoading ? withOthers(byMetric, last.current, trialIds) : byMetric,
    error: combined.error ?? clocks.error,
    isLoading: combined.isLoading || (view.over !== 'step' && clocks.isLoading),
    refetch: combined.refetch,
  };
}

function withOthers(
  fresh: ReadonlyMap<string, readonly CurveSeries[]>,
  old: ReadonlyMap<string, readonly CurveSeries[]>,
  trialIds: readonly number[],
): ReadonlyMap<string, readonly CurveSeries[]> {
  const wanted = new Set(trialIds);
  const stillWanted = [...old].map(
    ([metric, series]) => [metric, series.filter((one) => wanted.has(one.trialId))] as const,
  );
  return new Map([...stillWanted, ...fresh]);
}

/** A stretch of the axis in steps: those that at least one of the trials went through meanwhile. */
function stepRange(
  { zoom, over }: Pick<CurveView, 'zoom' | 'over'>,
  clocks: ReadonlyMap<number, TrialClock>,
): { from: number; to: number } | undefined {
  if (zoom === undefined || over === 'step') return zoom;
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const clock of clocks.values()) {
    const steps = stepsBetween(over, clock, zoom);
    from = Math.min(from, Math.max(0, Math.floor(steps.from)));
    to = Math.max(to, Math.ceil(steps.to));
  }
  return to > from ? { from, to: Math.min(to, 2 ** 31 - 1) } : undefined;
}

function groupByMetric(
  replies: readonly (readonly Curve[] | undefined)[],
  kind: XKind,
  clocks: ReadonlyMap<number, TrialClock>,
): Map<string, CurveSeries[]> {
  const groups = new Map<string, CurveSeries[]>();
  for (const curve of replies.flatMap((reply) => reply ?? [])) {
    const series = placeOnAxis(curve, kind, clocks.get(curve.trialId));
    const group = groups.get(series.metric);
    if (group === undefined) groups.set(series.metric, [series]);
    else group.push(series);
  }
  return groups;
}
