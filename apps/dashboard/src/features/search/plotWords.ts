import { formatNumber, formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import type { SearchTrial } from './searchTrial.ts';
import type { Search } from './useSearch.ts';

/** What is said of a trial under the pointer: number, how it ended, objectives, and these hyperparameters. */
export function plotWords({ trials, parameters, objectives }: Search, shown: readonly number[]) {
  const byId = new Map(trials.map((trial) => [trial.id, trial]));
  return (trialId: number): string => {
    const trial = byId.get(trialId);
    return trial === undefined ? '' : lines(trial).join(' · ');
  };

  function lines(trial: SearchTrial): string[] {
    return [
      `${formatTrialNumber(trial.number)} ${trial.state}`,
      ...objectives.map(({ name }, index) => `${name} ${formatNumber(trial.scores[index])}`),
      ...shown.map((index) => `${parameters[index]?.name} ${formatScalar(trial.values[index] ?? undefined)}`),
    ];
  }
}
