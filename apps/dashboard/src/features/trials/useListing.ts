import type { SweepRow } from '@seesaw/shared/records';
import { parseTrialColumn } from '@seesaw/shared/trialColumn';
import { useMemo } from 'react';
import type { TrialListing } from '../../api/queries.ts';
import { parseWords, printList, useUrlState } from '../../urlState.ts';

export interface ListingState {
  readonly listing: TrialListing;
  readonly setFilter: (filter: string) => void;
  readonly setStates: (states: readonly string[]) => void;
  readonly setSort: (sort: { id: string; desc: boolean }) => void;
}

/** Which trials, in which order: kept in the address. `-score` sorts downwards; without a choice the best come first. */
export function useListing(sweep: SweepRow): ListingState {
  const [search, setSearch] = useUrlState();
  const { sort, state, q } = search;
  const { goal } = sweep.definition.metric;
  const listing = useMemo(() => {
    const chosen = sort ?? (goal === 'minimize' ? 'score' : '-score');
    const id = chosen.replace(/^-/, '');
    return {
      sort: parseTrialColumn(id) === undefined ? 'number' : id,
      order: chosen.startsWith('-') ? ('desc' as const) : ('asc' as const),
      states: parseWords(state),
      filter: q ?? '',
    };
  }, [sort, state, q, goal]);
  return {
    listing,
    setFilter: (filter) => setSearch({ q: filter }),
    setStates: (states) => setSearch({ state: printList(states) }),
    setSort: ({ id, desc }) => setSearch({ sort: (desc ? '-' : '') + id }),
  };
}
