import type { SweepRow } from '@seesaw/shared/records';
import { useMemo } from 'react';
import type { TrialListing } from '../../api/trialListQueries.ts';
import { printList } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { readListing } from './listing.ts';

export interface ListingState {
  readonly listing: TrialListing;
  readonly setFilter: (filter: string) => void;
  readonly setStates: (states: readonly string[]) => void;
  readonly setSort: (sort: { id: string; desc: boolean }) => void;
}

/** Which trials, in which order: kept in the address. */
export function useListing(sweep: SweepRow): ListingState {
  const [search, setSearch] = useUrlState();
  const { sort, state, q } = search;
  const { goal } = sweep.definition.metric;
  const listing = useMemo(() => readListing({ sort, state, q }, goal), [sort, state, q, goal]);
  return {
    listing,
    setFilter: (filter) => setSearch({ q: filter }),
    setStates: (states) => setSearch({ state: printList(states) }),
    setSort: ({ id, desc }) => setSearch({ sort: (desc ? '-' : '') + id }),
  };
}
