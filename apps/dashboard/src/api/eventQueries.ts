import type { EventPage } from '@seesaw/shared/api';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { requestJson, withQuery } from './request.ts';

/** What happened to a sweep, newest first, a page at a time. */
export function eventsQuery(sweepId: string, progress: boolean) {
  return infiniteQueryOptions({
    queryKey: keys.events(sweepId, progress),
    queryFn: ({ signal, pageParam }) =>
      requestJson<EventPage>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/events`, {
          before: pageParam ?? undefined,
          progress: String(progress),
        }),
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
