import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { formatTrialNumber } from '../../format/numbers.ts';

/**
 * A name for each trial that no other one has: `0007`; of several sweeps `balance-mnist 0007`; where two of these are called alike,
 * as clones are, `balance-mnist (r95wp5) 0007`.
 */
export function comparedLabels(
  trials: readonly Pick<TrialRow, 'sweepId' | 'number'>[],
  sweeps: readonly (Pick<SweepRow, 'id' | 'name'> | undefined)[],
): string[] {
  const ids = [...new Set(trials.map(({ sweepId }) => sweepId))];
  const nameOf = (id: string) => sweeps.find((sweep) => sweep?.id === id)?.name ?? id;
  return trials.map(({ sweepId, number }) => {
    const words = formatTrialNumber(number);
    if (ids.length === 1) return words;
    const isShared = ids.some((id) => id !== sweepId && nameOf(id) === nameOf(sweepId));
    return `${nameOf(sweepId)}${isShared ? ` (${sweepId})` : ''} ${words}`;
  });
}
