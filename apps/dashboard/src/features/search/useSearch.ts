import type { Objective } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { useMemo } from 'react';
import { viridisOfMark } from '../../theme/viridis.ts';
import { parseWords } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { objectiveAxis, parameterAxis, type SearchAxis } from './searchAxis.ts';
import { goodness, isKnown, type SearchTrial, scoreOf } from './searchTrial.ts';
import { useSearchTrials } from './useSearchTrials.ts';

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
  const { trials, total, names, objectives, isLoading, error } = useSearchTrials(sweep);
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
  // The same one as long as nothing of it has changed: views draw, and the forest grows, anew for another.
  return useMemo(
    () => ({ trials, total, parameters, objectives, objective, scoreAxis, good, colours, isLoading, error }),
    [trials, total, parameters, objectives, objective, scoreAxis, good, colours, isLoading, error],
  );
}

function colourOf(trial: SearchTrial, good: number): string {
  if (!Number.isNaN(good)) return viridisOfMark(good);
  return isKnown(trial) || trial.state === 'failed' ? 'var(--bad)' : 'var(--faint)';
}
