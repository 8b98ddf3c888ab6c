import type { SweepRow } from '@seesaw/shared/records';
import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { groupTrialsQuery, type TrialListing, trialGroupsQuery, trialTableQuery } from '../../api/trialListQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import { statisticColumns } from './groups/grouping.ts';
import { type GroupLine, groupLinesOf, type Line, linesOf } from './trialLine.ts';

/** Trials that an open group shows. */
const shownOfGroup = 100;

export interface Lines {
  readonly lines: readonly Line[];
  /** Trials that match, and groups of them (0 where they are not grouped). */
  readonly trials: number;
  readonly groups: number;
  readonly query: {
    readonly data: unknown;
    readonly error: Error | null;
    readonly isFetching: boolean;
    readonly isPlaceholderData: boolean;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly refetch: () => unknown;
    readonly fetchNextPage: () => unknown;
  };
  readonly open: ReadonlySet<string>;
  readonly toggleOpen: (line: GroupLine) => void;
}

/** What the table shows line by line: trials, or groups with the trials of those that are open. */
export function useLines(input: {
  sweep: SweepRow;
  listing: TrialListing;
  by: readonly string[];
  columns: readonly string[];
  enabled: boolean;
}): Lines {
  const { sweep, listing, by, columns, enabled } = input;
  const isGrouped = by.length > 0;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useInfiniteQuery({
    ...trialTableQuery(sweep.id, listing, columns),
    enabled: enabled && !isGrouped,
  });
  const grouping = useMemo(() => ({ by, columns: statisticColumns(columns, by) }), [by, columns]);
  const groups = useInfiniteQuery({
    ...trialGroupsQuery(sweep.id, listing, grouping),
    enabled: enabled && isGrouped,
  });
  const groupLines = useMemo(() => groups.data?.pages.flatMap(groupLinesOf) ?? [], [groups.data]);
  const opened = isGrouped ? groupLines.filter(({ id }) => open.has(id)) : [];
  const inside = useQueries({
    queries: opened.map(({ key }) => groupTrialsQuery(sweep.id, listing, { by, columns, key, limit: shownOfGroup })),
    combine: (results) => results.map(({ data, error }) => ({ table: data, error })),
  });
  const rowLines = useMemo(() => rows.data?.pages.flatMap(linesOf) ?? [], [rows.data]);
  const lines = isGrouped
    ? groupLines.flatMap((group): Line[] => {
        const at = opened.indexOf(group);
        if (at < 0) return [group];
        const { table, error = null } = inside[at] ?? {};
        if (table === undefined) return [group, note(group, error === null ? 'Loading…' : error.message)];
        const rest = table.total - table.rows.length;
        return [
          group,
          ...linesOf(table),
          ...(rest > 0 ? [note(group, `and ${formatCount(rest)} more: filter to see them`)] : []),
        ];
      })
    : rowLines;
  const toggleOpen = useCallback(({ id }: GroupLine) => {
    setOpen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  }, []);
  const firstGroups = groups.data?.pages[0];
  return {
    lines,
    trials: isGrouped ? (firstGroups?.trials ?? 0) : (rows.data?.pages[0]?.total ?? 0),
    groups: isGrouped ? (firstGroups?.total ?? 0) : 0,
    query: isGrouped ? groups : rows,
    open,
    toggleOpen,
  };
}

function note({ id }: GroupLine, words: string): Line {
  return { kind: 'note', id: `${id} note`, words };
}
