import type { CompactCurves, TrialClocks } from '@seesaw/shared/queries';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { curvesOf } from '../features/curves/curveSeries.ts';
import { keys } from './keys.ts';
import { requestJson } from './request.ts';
import { manyEveryMs } from './trialListQueries.ts';

export interface CurveRequest {
  readonly trialIds: readonly number[];
  readonly metrics: readonly string[];
  readonly buckets: number;
  readonly fromStep?: number | undefined;
  readonly toStep?: number | undefined;
}

interface CurveLoad {
  readonly isMany: boolean;
  readonly isLive: boolean;
}

function paceOf({ isMany, isLive }: CurveLoad) {
  return isMany && isLive ? { refetchInterval: manyEveryMs } : {};
}

export function curvesQuery(request: CurveRequest, load: CurveLoad) {
  return queryOptions({
    queryKey: load.isMany ? keys.manyCurves(request) : keys.curves(request),
    queryFn: async ({ signal }) =>
      curvesOf(await requestJson<CompactCurves>('/curves/compact', { method: 'POST', body: request, signal })),
    enabled: request.trialIds.length > 0 && request.metrics.length > 0,
    placeholderData: keepPreviousData,
    ...paceOf(load),
  });
}

export function clocksQuery(
  request: { readonly trialIds: readonly number[]; readonly knots: number },
  load: CurveLoad,
) {
  return queryOptions({
    queryKey: load.isMany ? keys.manyClocks(request) : keys.clocks(request),
    queryFn: ({ signal }) => requestJson<TrialClocks>('/curves/clocks', { method: 'POST', body: request, signal }),
    enabled: request.trialIds.length > 0,
    placeholderData: keepPreviousData,
    ...paceOf(load),
  });
}
