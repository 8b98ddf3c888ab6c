import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { parseTrialColumn } from '@seesaw/shared/trialColumn';
import type { TrialListing } from '../../api/trialListQueries.ts';
import { parseWords, type Search } from '../../urlState.ts';
import type { TableLayout } from './columns/tableLayout.ts';

/** Which trials, in which order, by the address. `-score` sorts downwards; without a choice the best come first. */
export function readListing({ sort, state, q }: Search, goal: ResolvedSweep['metric']['goal']): TrialListing {
  const chosen = sort ?? (goal === 'minimize' ? 'score' : '-score');
  const id = chosen.replace(/^-/, '');
  return {
    sort: parseTrialColumn(id) === undefined ? 'number' : id,
    order: chosen.startsWith('-') ? 'desc' : 'asc',
    states: parseWords(state),
    filter: q ?? '',
  };
}

/** The columns to ask for. The answer does not depend on their order: to move a column asks for nothing. */
export function askedColumns({ columns }: TableLayout, by: readonly string[]): string[] {
  return [...new Set([...columns, ...by])].sort();
}
