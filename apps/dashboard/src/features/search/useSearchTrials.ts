import { type Objective, objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { searchTrialsQuery } from '../../api/trialListQueries.ts';
import { type SearchTrial, searchColumns, searchTrialOf } from './searchTrial.ts';

/** More than anybody searches by hand; the views say when there are more. */
const mostTrials = 10_000;

export interface SearchTrials {
  /** In the order of their numbers; none while pages are still coming, which would draw everything again and again. */
  readonly trials: readonly SearchTrial[];
  readonly total: number;
  /** Hyperparameters that the sweep varies, in the order of its file and of the values of each trial. */
  readonly names: readonly string[];
  readonly objectives: readonly Objective[];
  readonly isLoading: boolean;
  readonly error: Error | null;
}

/** All trials of a sweep, of each what it tried and what came of it. Overview and search ask once between them. */
export function useSearchTrials(sweep: SweepRow, { isAsked = true }: { isAsked?: boolean } = {}): SearchTrials {
  const { definition } = sweep;
  const names = useMemo(
    () => definition.space.filter(({ dimension }) => dimension.kind !== 'constant').map(({ name }) => name),
    [definition],
  );
  const objectives = useMemo(() => objectivesOf(definition), [definition]);
  const columns = useMemo(() => searchColumns(names, objectives), [names, objectives]);
  const query = useInfiniteQuery({
    ...searchTrialsQuery(sweep.id, columns, { isLive: sweep.endedAt === null }),
    enabled: isAsked,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = query;
  const loaded = query.data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
  useEffect(() => {
    // After a page that could not be had, the next look at all of them asks again: at once would be without end.
    if (isAsked && hasNextPage && !isFetchingNextPage && !isError && loaded < mostTrials) void fetchNextPage();
  }, [isAsked, hasNextPage, isFetchingNextPage, isError, fetchNextPage, loaded]);
  const isLoading = query.isLoading || (hasNextPage && loaded < mostTrials);
  const trials = useMemo(
    () =>
      isLoading
        ? []
        : (query.data?.pages ?? []).flatMap(({ rows }) => rows.map((row) => searchTrialOf(row, names.length))),
    [isLoading, query.data, names.length],
  );
  const total = query.data?.pages[0]?.total ?? 0;
  return { trials, total, names, objectives, isLoading, error: query.error };
}
