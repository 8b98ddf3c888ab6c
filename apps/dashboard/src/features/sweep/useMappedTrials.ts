import type { SweepRow } from '@seesaw/shared/records';
import { useMemo } from 'react';
import { useSearchTrials } from '../search/useSearchTrials.ts';
import { type MappedTrial, mappedTrialOf } from '../trials/mappedTrial.ts';
import type { SweepView } from './useSweepView.ts';

/** All trials for maps and plots: the rows that the page has, and of a sweep with more of them a few columns of each; until these have come, the first ones. */
export function useMappedTrials(sweep: SweepRow, view: SweepView): readonly MappedTrial[] {
  const isPart = view.total > view.trials.length;
  const { trials, names, objectives } = useSearchTrials(sweep, { isAsked: isPart });
  const mapped = useMemo(() => {
    const metrics = objectives.map(({ name }) => name);
    return trials.map((trial) => mappedTrialOf(trial, names, metrics));
  }, [trials, names, objectives]);
  return isPart && mapped.length > 0 ? mapped : view.trials;
}
