import type { QueryClient } from '@tanstack/react-query';
import { prefetchSweep } from './features/sweep/prefetchSweep.ts';
import { pageAt, pages } from './pages.ts';

/**
 * Puts the code of the page at an address on its way, and what a sweep shows first, before there is a router that could say which
 * page that is. What fails is asked for again by whoever shows it, and told there.
 *
 * @returns when the code is there, or cannot be had
 */
export async function prefetchPage(
  client: QueryClient,
  address: { readonly pathname: string; readonly search: string },
): Promise<void> {
  const found = pageAt(address.pathname);
  if (found === undefined) return;
  const { page, params } = found;
  // A browser asks so many things at once and no more: the answers first.
  if (page === 'sweep') {
    void prefetchSweep(client, params.sweepId ?? '', Object.fromEntries(new URLSearchParams(address.search)));
  }
  await pages[page].code().catch(() => undefined);
}
