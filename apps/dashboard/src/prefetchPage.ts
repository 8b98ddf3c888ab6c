import type { QueryClient } from '@tanstack/react-query';
import { prefetchSweep } from './features/sweep/prefetchSweep.ts';
import { pageCode } from './pageCode.ts';

const pages: readonly (readonly [RegExp, keyof typeof pageCode])[] = [
  [/^\/(sweeps\/?)?$/, 'sweeps'],
  [/^\/new\/?$/, 'newSweep'],
  [/^\/sweeps\/[\w-]+\/?$/, 'sweep'],
  [/^\/compare\/?$/, 'compare'],
  [/^\/trials\/[^/]+\/?$/, 'trial'],
  [/^\/workers\/?$/, 'workers'],
  [/^\/settings\/?$/, 'settings'],
];

/**
 * Puts the code of the page at an address on its way, and what a sweep shows first, before there is a router that could say which
 * page that is. What fails is asked for again by whoever shows it, and told there.
 */
export function prefetchPage(
  client: QueryClient,
  address: { readonly pathname: string; readonly search: string },
): void {
  const { pathname, search } = address;
  const page = pages.find(([path]) => path.test(pathname))?.[1];
  if (page === undefined) return;
  // A browser asks so many things at once and no more: the answers first.
  if (page === 'sweep') {
    const sweepId = pathname.split('/')[2] ?? '';
    void prefetchSweep(client, sweepId, Object.fromEntries(new URLSearchParams(search)));
  }
  pageCode[page]().catch(() => undefined);
}
