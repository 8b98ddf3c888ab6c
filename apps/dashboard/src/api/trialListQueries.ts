import type { GroupKey, TrialGroups, TrialTable } from '@seesaw/shared/queries';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';
import { requestJson, withQuery } from './request.ts';

export interface TrialPage {
  readonly items: TrialRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The most whole rows that a page reads at once. */
const mostWholeRows = 1000;
/**
 * Of larger sweeps, maps and plots read few columns of every trial, and whole rows only tell about how long a trial takes: a thousand
 * of them are 4 MB and hold up whatever else the server is asked for half a second.
 */
const wholeRowsOfMany = 100;

/** Whole rows of the first trials: of all, or of some where there are more than `mostWholeRows`. */
export function overviewTrialsQuery({ id: sweepId, counts }: Pick<SweepRow, 'id' | 'counts'>) {
  const trials = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const limit = trials > mostWholeRows ? wholeRowsOfMany : mostWholeRows;
  return queryOptions({
    queryKey: keys.overviewTrials(sweepId, limit),
    queryFn: ({ signal }) =>
      requestJson<TrialPage>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          limit,
          sort: 'number',
          order: 'asc',
        }),
        { signal },
      ),
    // A sweep that grows beyond the limit keeps what is on the screen.
    placeholderData: (previous: TrialPage | undefined, query) =>
      query?.queryKey[1] === sweepId ? previous : undefined,
  });
}

/** The best of all trials, the best first: where there are more than the overview holds. */
export function bestTrialsQuery(sweepId: string, goal: 'minimize' | 'maximize', count: number) {
  return queryOptions({
    queryKey: keys.bestTrials(sweepId),
    queryFn: ({ signal }) =>
      requestJson<TrialPage>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          limit: count,
          sort: 'score',
          order: goal === 'minimize' ? 'asc' : 'desc',
        }),
        { signal },
      ),
  });
}

export interface TrialListing {
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  readonly states: readonly string[];
  /** In the server's grammar; empty for all. */
  readonly filter: string;
}

/** What a row says beside its chosen columns. */
const rowColumns = [
  'id',
  'number',
  'state',
  'health',
  'healthEvidence',
  'attempt',
  'step',
  'maxStep',
  'lastError',
  'onFront',
  'config.steps',
] as const;

/** Rows that fill the table and a little more come first, by themselves: they are what somebody waits for. */
const firstRows = 60;
const furtherRows = 200;

/** Rows of the table a page at a time: of each trial only the columns that are shown. */
export function trialTableQuery(sweepId: string, listing: TrialListing, columns: readonly string[]) {
  return infiniteQueryOptions({
    queryKey: keys.trialTable(sweepId, listing, columns),
    queryFn: ({ signal, pageParam }) =>
      requestJson<TrialTable>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          ...listingParameters(listing),
          columns: [...new Set([...rowColumns, ...columns])],
          limit: pageParam === '' ? firstRows : furtherRows,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Curves of many trials are megabytes: while trials run they are read again at a fixed pace, not with every step of one. */
export const manyEveryMs = 20_000;

/** The most trials whose curves are laid over each other. */
export const overlayLimit = 1000;

/** Ids and numbers of the first trials of a listing. */
export function overlaidTrialsQuery(sweepId: string, listing: TrialListing) {
  return queryOptions({
    queryKey: keys.overlaidTrials(sweepId, listing),
    queryFn: ({ signal }) =>
      requestJson<TrialTable>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          ...listingParameters(listing),
          columns: ['id', 'number'],
          limit: overlayLimit,
        }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** Rows of chosen columns for maps and plots: of all trials, a thousand at a time, in the order of their numbers. */
export function searchTrialsQuery(sweepId: string, columns: readonly string[], load: { readonly isLive: boolean }) {
  return infiniteQueryOptions({
    queryKey: keys.searchTrials(sweepId, columns),
    queryFn: ({ signal, pageParam }) =>
      requestJson<TrialTable>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          columns: repeated(columns),
          sort: 'number',
          limit: 1000,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    ...(load.isLive ? { refetchInterval: manyEveryMs } : {}),
  });
}

/** Trials put together by their values in `by`, a page of groups at a time. */
export function trialGroupsQuery(sweepId: string, listing: TrialListing, grouping: Grouping) {
  return infiniteQueryOptions({
    queryKey: keys.trialGroups(sweepId, listing, grouping),
    queryFn: ({ signal, pageParam }) =>
      requestJson<TrialGroups>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trial-groups`, {
          ...listingParameters(listing),
          ...listParameters(grouping),
          limit: 200,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export interface Grouping {
  readonly by: readonly string[];
  readonly columns: readonly string[];
}

/** The first trials of one group, in the order of the table. */
export function groupTrialsQuery(
  sweepId: string,
  listing: TrialListing,
  group: Grouping & { key: GroupKey; limit: number },
) {
  return queryOptions({
    queryKey: keys.groupTrials(sweepId, listing, group),
    queryFn: ({ signal }) =>
      requestJson<TrialTable>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          ...listingParameters(listing),
          ...listParameters({ by: group.by, columns: [...new Set([...rowColumns, ...group.columns])] }),
          key: JSON.stringify(group.key),
          limit: group.limit,
        }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** One trial with the columns of the table. */
export function trialCellsQuery(sweepId: string, number: number, columns: readonly string[]) {
  return queryOptions({
    queryKey: keys.trialCells(sweepId, number, columns),
    queryFn: ({ signal }) =>
      requestJson<TrialTable>(
        withQuery(`/sweeps/${encodeURIComponent(sweepId)}/trials`, {
          filter: `number == ${number}`,
          columns: [...new Set([...rowColumns, ...columns])],
        }),
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}

/** Repeated, because a name may hold a comma; a list of one would be taken for several names. */
function listParameters({ by, columns }: Grouping) {
  return { by: repeated(by), columns: repeated(columns) };
}

function repeated(ids: readonly string[]): readonly string[] {
  return ids.length === 1 ? [...ids, ...ids] : ids;
}

function listingParameters({ sort, order, states, filter }: TrialListing) {
  return { sort, order, state: states, filter };
}
