import type { QueryClient } from '@tanstack/react-query';
import { mayAsk } from '../../api/session.ts';
import { sweepQuery } from '../../api/sweepQueries.ts';
import type { Search } from '../../urlState.ts';
import { prefetchTable } from '../trials/prefetchTable.ts';

/** A sweep and the first rows of its table. What fails is asked for again by whoever shows it, and told there. */
export async function prefetchSweep(client: QueryClient, sweepId: string, search: Search): Promise<void> {
  if (!(await mayAsk(client))) return;
  await client.prefetchQuery(sweepQuery(sweepId));
  const sweep = client.getQueryData(sweepQuery(sweepId).queryKey);
  const showsTable = search.tab === undefined || search.tab === 'overview' || search.tab === 'table';
  if (sweep !== undefined && showsTable) await prefetchTable(client, sweep, search);
}
