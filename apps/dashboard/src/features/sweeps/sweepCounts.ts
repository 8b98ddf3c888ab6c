import { endedTrialStates } from '@seesaw/shared/trialState';

export function endedCount(counts: Partial<Record<string, number>>): number {
  return endedTrialStates.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}
