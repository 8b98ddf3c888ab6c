import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { overlaidTrialsQuery, type TrialListing } from '../../api/trialListQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import type { SweepView } from './useSweepView.ts';

/** Whose curves are laid over each other. */
export interface Overlay {
  /** Ascending, so that an order that changes asks for nothing. */
  readonly trialIds: readonly number[];
  readonly numberOf: ReadonlyMap<number, number>;
  /** Those that keep their full strength among many, by id. */
  readonly chosen: ReadonlySet<number>;
  readonly words: string;
  readonly error: Error | null;
  readonly isLoading: boolean;
}

/** `all`: those that the table's filter chooses, the first of its order; else the selected ones or the best few. */
export function useOverlay(input: {
  sweep: SweepRow;
  view: SweepView;
  listing: TrialListing;
  isAll: boolean;
  /** Whether its filter can be read. */
  isAsked: boolean;
}): Overlay {
  const { sweep, view, listing, isAll } = input;
  const query = useQuery({ ...overlaidTrialsQuery(sweep.id, listing), enabled: isAll && input.isAsked });
  const shown = view.shown.map(({ id, number }) => `${id}:${number}`).join();
  const rows = query.data?.rows;
  const { selected } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shown trials are new objects with every step
  const { trialIds, numberOf } = useMemo(() => {
    const pairs = isAll
      ? (rows ?? []).map(([id, number]) => [Number(id), Number(number)] as const)
      : view.shown.map(({ id, number }) => [id, number] as const);
    return { trialIds: pairs.map(([id]) => id).sort((a, b) => a - b), numberOf: new Map(pairs) };
  }, [isAll, rows, shown]);
  const chosen = useMemo(
    () => new Set(trialIds.filter((id) => isAll && selected.has(numberOf.get(id) ?? 0))),
    [isAll, trialIds, numberOf, selected],
  );
  const total = query.data?.total ?? 0;
  return {
    trialIds,
    numberOf,
    chosen,
    words: !isAll
      ? view.shownWords
      : total > trialIds.length
        ? `the first ${formatCount(trialIds.length)} of ${formatCount(total)} that match, as the table sorts them`
        : `all ${formatCount(trialIds.length)} that match`,
    error: isAll ? query.error : null,
    isLoading: isAll ? query.isLoading : view.isLoading,
  };
}
