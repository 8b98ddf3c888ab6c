import type { SweepRow } from '@seesaw/shared/records';
import type { QueryClient } from '@tanstack/react-query';
import { trialGroupsQuery, trialTableQuery } from '../../api/trialListQueries.ts';
import type { Search } from '../../urlState.ts';
import { keptLayout } from './columns/keptLayout.ts';
import { readLayout } from './columns/tableLayout.ts';
import { readGrouping, statisticColumns } from './groups/grouping.ts';
import { askedColumns, readListing } from './listing.ts';

/** Asks for the first rows that the table at this address will show, while the page is still being drawn. */
export function prefetchTable(client: QueryClient, sweep: SweepRow, search: Search): Promise<void> {
  const listing = readListing(search, sweep.definition.metric.goal);
  const { cols, pin, w } = search;
  const set = { cols, pin, w };
  const isUsual = Object.values(set).every((value) => value === undefined);
  const by = readGrouping(search.by);
  const columns = askedColumns(readLayout((isUsual ? keptLayout(sweep.id) : undefined) ?? set, sweep.definition), by);
  if (by.length === 0) return client.prefetchInfiniteQuery(trialTableQuery(sweep.id, listing, columns));
  const grouping = { by, columns: statisticColumns(columns, by) };
  return client.prefetchInfiniteQuery(trialGroupsQuery(sweep.id, listing, grouping));
}
