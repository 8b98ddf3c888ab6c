import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Search } from './urlState.ts';

/** The page's search parameters and a function that changes some of them; `undefined` removes one. */
export function useUrlState(): readonly [Search, (patch: Search) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const patch = useCallback(
    (change: Search) => {
      void navigate({
        to: '.',
        search: (previous: Search) => ({ ...previous, ...change }),
        replace: true,
        resetScroll: false,
      } as Parameters<typeof navigate>[0]);
    },
    [navigate],
  );
  return [search, patch];
}
