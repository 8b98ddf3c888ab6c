import { type Objective, objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { searchTrialsQuery } from '../../api/queries.ts';
import { viridis } from '../../theme/viridis.ts';
import { parseWords, useUrlState } from '../../urlState.ts';
import { objectiveAxis, parameterAxis, type SearchAxis } from './searchAxis.ts';
import { goodness, isKnown, type SearchTrial, scoreOf, searchColumns, searchTrialOf } from './searchTrial.ts';

/** More than anybody searches by hand; the views say when there are more. */
const mostTrials = 10_000;

/** What all views of a search are drawn from. */
export interface Search {
  readonly trials: readonly SearchTrial[];
  readonly total: number;
  /** One for each hyperparameter that the sweep varies, in the order of its file. */
  readonly parameters: readonly SearchAxis[];
  readonly objectives: readonly Objective[];
  /** Index of the one that colours and heights tell. */
  readonly objective: number;
  readonly scoreAxis: SearchAxis;
  /** Of each trial among those with a result, 1 the best; NaN without one. */
  readonly good: Float64Array;
  /** Of each trial: viridis by rank, red where it ended without a result, grey where it has not ended. */
  readonly colours: readonly string[];
  readonly isLoading: boolean;
  readonly error: Error | null;
}

export function useSearch(sweep: SweepRow): Search {
  const [search] = useUrlState();
  const { definition } = sweep;
  const names = useMemo(
    () => definition.space.filter(({ dimension }) => dimension.kind !== 'constant').map(({ name }) => name),
    [definition],
  );
  const objectives = useMemo(() => objectivesOf(definition), [definition]);
  const columns = useMemo(() => searchColumns(names, objectives), [names, objectives]);
  const query = useInfiniteQuery(searchTrialsQuery(sweep.id, columns, { isLive: sweep.endedAt === null }));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loaded = query.data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && loaded < mostTrials) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, loaded]);
  const isLoading = query.isLoading || (hasNextPage && loaded < mostTrials);

  const trials = useMemo(
    // Pages that are still coming would draw everything again and again.
    () =>
      isLoading
        ? []
        : (query.data?.pages ?? []).flatMap(({ rows }) => rows.map((row) => searchTrialOf(row, names.length))),
    [isLoading, query.data, names.length],
  );
  const objective = Math.max(
    0,
    objectives.findIndex(({ name }) => name === search.goal),
  );
  const { alog } = search;
  const parameters = useMemo(() => {
    const flipped = new Set(parseWords(alog));
    return names.map((name, index) => {
      const { dimension } = definition.space.find((one) => one.name === name)!;
      const values = trials.map((trial) => trial.values[index]);
      const axis = parameterAxis(name, dimension, values);
      return axis.kind === 'number' && flipped.has(name) ? parameterAxis(name, dimension, values, !axis.isLog) : axis;
    });
  }, [names, definition, trials, alog]);
  const { name, goal } = objectives[objective]!;
  const scoreAxis = useMemo(() => {
    const scores = trials.map((trial) => scoreOf(trial, objective));
    const axis = objectiveAxis(name, scores);
    return parseWords(alog).includes(name) ? objectiveAxis(name, scores, !axis.isLog) : axis;
  }, [trials, name, objective, alog]);
  const good = useMemo(() => goodness(trials, objective, goal), [trials, objective, goal]);
  const colours = useMemo(
    () => trials.map((trial, index) => colourOf(trial, good[index] ?? Number.NaN)),
    [trials, good],
  );
  return {
    ...{ trials, parameters, objectives, objective, scoreAxis, good, colours, isLoading },
    total: query.data?.pages[0]?.total ?? 0,
    error: query.error,
  };
}

function colourOf(trial: SearchTrial, good: number): string {
  if (!Number.isNaN(good)) return viridis(good);
  return isKnown(trial) || trial.state === 'failed' ? 'var(--bad)' : 'var(--faint)';
}
