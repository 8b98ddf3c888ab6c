import type { TrialRow } from '@seesaw/shared/records';
import type { WireNumber } from '../../format/numbers.ts';
import type { SearchTrial } from '../search/searchTrial.ts';

/** What maps and plots draw of a trial: a whole row has it, and so has a row of few columns. */
export interface MappedTrial extends Pick<TrialRow, 'id' | 'number' | 'state' | 'score' | 'onFront' | 'point'> {
  readonly health: string;
  readonly metrics: Readonly<Record<string, { readonly last: WireNumber } | undefined>>;
}

/** @param parameters, objectives in the order of the trial's values and scores */
export function mappedTrialOf(
  trial: SearchTrial,
  parameters: readonly string[],
  objectives: readonly string[],
): MappedTrial {
  const { id, number, state, health, score, onFront } = trial;
  const point: MappedTrial['point'] = {};
  for (const [index, name] of parameters.entries()) {
    const value = trial.values[index];
    // A `when` may have switched it off.
    if (value !== null && value !== undefined) point[name] = value;
  }
  const metrics = Object.fromEntries(
    objectives.map((name, index) => [name, { last: trial.scores[index] ?? Number.NaN }]),
  );
  return { id, number, state, health, score, onFront, point, metrics };
}
