import type { SweepRow } from './records.ts';
import { endedTrialStates, isResult } from './trialState.ts';

/**
 * `no trial succeeded: 1 diverged, 3 failed`, of a sweep that ran to its end with no trial to compare; undefined of all others. Its
 * state is `completed` all the same: all that was planned was done, and the breaker alone makes a sweep `failed`.
 */
export function withoutSuccess({ state, counts }: Pick<SweepRow, 'state' | 'counts'>): string | undefined {
  if (state !== 'completed') return undefined;
  const ended = endedTrialStates.filter((each) => (counts[each] ?? 0) > 0);
  if (ended.length === 0 || ended.some(isResult)) return undefined;
  return `no trial succeeded: ${ended.map((each) => `${counts[each]} ${each}`).join(', ')}`;
}
