import type { CurveReply } from '@seesaw/shared/queries';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { curvesQuery } from '../../api/queries.ts';
import { type CurveSeries, curveSeriesOf } from './curveSeries.ts';
import type { CurveView } from './useCurveView.ts';

/** The API takes at most 20 metrics a request. */
const metricsPerRequest = 20;

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
  view: Pick<CurveView, 'zoom'>;
  buckets?: number;
}): Curves {
  const chunks: string[][] = [];
  for (let i = 0; i < input.metrics.length; i += metricsPerRequest) {
    chunks.push(input.metrics.slice(i, i + metricsPerRequest));
  }
  const combined = useQueries({
    queries: chunks.map((metrics) =>
      curvesQuery({
        trialIds: input.trialIds,
        metrics,
        buckets: input.buckets ?? 300,
        fromStep: input.view.zoom?.from,
        toStep: input.view.zoom?.to,
      }),
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
  const byMetric = useMemo(() => groupByMetric(replies), [replies]);
  return { byMetric, error: combined.error, isLoading: combined.isLoading, refetch: combined.refetch };
}

function groupByMetric(replies: readonly (CurveReply | undefined)[]): Map<string, CurveSeries[]> {
  const groups = new Map<string, CurveSeries[]>();
  for (const series of replies.flatMap((reply) => (reply === undefined ? [] : curveSeriesOf(reply)))) {
    const group = groups.get(series.metric);
    if (group === undefined) groups.set(series.metric, [series]);
    else group.push(series);
  }
  return groups;
}
