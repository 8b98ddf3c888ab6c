import type { SelectionReply } from '@seesaw/shared/api';
import type { ArchivedFilter } from '@seesaw/shared/queries';
import type { PointRow, SweepRow } from '@seesaw/shared/records';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { requestJson, requestText, withQuery } from './request.ts';

interface Items<T> {
  readonly items: T[];
}

export function sweepsQuery(archived: ArchivedFilter = 'no') {
  return infiniteQueryOptions({
    queryKey: keys.sweepList(archived),
    queryFn: ({ signal, pageParam }) =>
      requestJson<{ items: SweepRow[]; nextCursor: string | null }>(
        withQuery('/sweeps', { limit: 100, cursor: pageParam, archived }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function sweepQuery(sweepId: string) {
  return queryOptions({
    queryKey: keys.sweep(sweepId),
    queryFn: ({ signal }) => requestJson<SweepRow>(`/sweeps/${encodeURIComponent(sweepId)}`, { signal }),
  });
}

export function sweepYamlQuery(sweepId: string) {
  return queryOptions({
    queryKey: keys.yaml(sweepId),
    queryFn: ({ signal }) => requestText(`/sweeps/${encodeURIComponent(sweepId)}/yaml`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function pointsQuery(sweepId: string) {
  return queryOptions({
    queryKey: keys.points(sweepId),
    queryFn: ({ signal }) => requestJson<Items<PointRow>>(`/sweeps/${encodeURIComponent(sweepId)}/points`, { signal }),
    select: (reply) => reply.items,
  });
}

export function metricNamesQuery(sweepId: string) {
  return queryOptions({
    queryKey: keys.metricNames(sweepId),
    queryFn: ({ signal }) => requestJson<Items<string>>(`/sweeps/${encodeURIComponent(sweepId)}/metrics`, { signal }),
    select: (reply) => reply.items,
  });
}

/** What a command to many trials did to each; it does not change any more. */
export function selectionQuery(sweepId: string, selectionId: number) {
  return queryOptions({
    queryKey: keys.selection(sweepId, selectionId),
    queryFn: ({ signal }) =>
      requestJson<SelectionReply>(`/sweeps/${encodeURIComponent(sweepId)}/selections/${selectionId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
