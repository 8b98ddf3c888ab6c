import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { bestTrialsQuery, overviewTrialsQuery } from '../../api/trialListQueries.ts';
import { trialNumberedQuery } from '../../api/trialQueries.ts';
import { parseNumbers, printList } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { useRowsDrawn } from '../trials/useRowsDrawn.ts';
import { bestTrials } from './sweepNumbers.ts';

/** What map, curves and samples show: the selected trials, or the best four while nothing is selected. */
export interface SweepView {
  /** Whether the table has its first rows, before which nothing else is drawn. */
  readonly rowsDrawn: boolean;
  /** Whole rows of the first, at most a thousand. */
  readonly trials: readonly TrialRow[];
  readonly total: number;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly selected: ReadonlySet<number>;
  readonly select: (numbers: readonly number[]) => void;
  readonly shown: readonly TrialRow[];
  /** "3 selected", "best 4". */
  readonly shownWords: string;
}

const defaultShown = 4;
/** Lines and rows beyond this are more than a person can tell apart. */
const maxShown = 24;
const noTrials: TrialRow[] = [];

export function useSweepView(sweep: SweepRow): SweepView {
  const [search, setSearch] = useUrlState();
  // Whole rows are up to 4 MB: the server is not given them to do before the first rows of the table.
  const rowsDrawn = useRowsDrawn(sweep.id);
  const query = useQuery({ ...overviewTrialsQuery(sweep), enabled: rowsDrawn });
  const trials = query.data?.items ?? noTrials;
  const { goal } = sweep.definition.metric;
  const isPart = (query.data?.total ?? 0) > trials.length;
  const ofAll = useQuery({ ...bestTrialsQuery(sweep.id, goal, defaultShown), enabled: isPart });
  const selectedText = search.sel ?? '';
  const numbers = useMemo(() => parseNumbers(selectedText), [selectedText]);
  const selected = useMemo(() => new Set(numbers), [numbers]);
  const ranked = ofAll.data?.items ?? noTrials;
  const known = new Map([...trials, ...ranked].map((trial) => [trial.number, trial]));

  // The overview holds the first trials; others are fetched one by one when selected.
  const missing = query.data === undefined ? [] : numbers.filter((number) => !known.has(number)).slice(0, maxShown);
  const fetched = useQueries({ queries: missing.map((number) => trialNumberedQuery(sweep.id, number)) });
  for (const result of fetched) if (result.data !== undefined) known.set(result.data.number, result.data);

  const chosen = numbers.map((number) => known.get(number)).filter((trial) => trial !== undefined);
  const best = bestTrials(isPart ? ranked : trials, goal, defaultShown);
  const fallback = best.length > 0 ? best : trials.filter((trial) => trial.step > 0).slice(0, defaultShown);
  const shown = chosen.length > 0 ? chosen.slice(0, maxShown) : fallback;
  return {
    rowsDrawn,
    trials,
    total: query.data?.total ?? 0,
    isLoading: query.isPending || ofAll.isLoading,
    error: query.error,
    selected,
    select: (next) => setSearch({ sel: printList([...next].sort((a, b) => a - b)) }),
    shown,
    shownWords: wordsFor({ chosen: chosen.length, shown: shown.length, ranked: best.length > 0 }),
  };
}

function wordsFor(input: { chosen: number; shown: number; ranked: boolean }): string {
  if (input.chosen > input.shown) return `first ${input.shown} of ${input.chosen} selected`;
  if (input.chosen > 0) return `${input.chosen} selected`;
  if (input.shown === 0) return 'no trial yet';
  return input.ranked ? `best ${input.shown}` : `first ${input.shown}`;
}
