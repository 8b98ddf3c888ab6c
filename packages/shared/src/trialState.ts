/** Life of a trial. The store refuses every move that is not in this table (finished is finished). */
export const trialStates = [
  'pending',
  'running',
  'waiting',
  'paused',
  'completed',
  'stopped-early',
  'diverged',
  'failed',
  'cancelled',
  'skipped',
] as const;

export type TrialState = (typeof trialStates)[number];

export const trialMoves: Readonly<Record<TrialState, readonly TrialState[]>> = {
  pending: ['running', 'failed', 'cancelled', 'skipped', 'paused'],
  running: ['completed', 'stopped-early', 'diverged', 'failed', 'cancelled', 'waiting', 'paused', 'pending'],
  waiting: ['running', 'stopped-early', 'paused', 'cancelled', 'failed'],
  paused: ['pending', 'cancelled'],
  completed: ['pending'],
  'stopped-early': ['pending'],
  diverged: ['pending'],
  failed: ['pending'],
  cancelled: ['pending'],
  skipped: [],
};

/** Nothing more happens to these by itself; only *retry* (failed, cancelled, diverged) and *extend* lead out. */
export const endedTrialStates = ['completed', 'stopped-early', 'diverged', 'failed', 'cancelled', 'skipped'] as const;
export type EndedTrialState = (typeof endedTrialStates)[number];

/** Where *retry* may start from. */
export const retryableTrialStates = ['failed', 'cancelled', 'diverged'] as const satisfies readonly TrialState[];
export type RetryableTrialState = (typeof retryableTrialStates)[number];

export function canMoveTrial(from: TrialState, to: TrialState): boolean {
  return trialMoves[from].includes(to);
}

export function isEndedTrial(state: TrialState): state is EndedTrialState {
  return (endedTrialStates as readonly TrialState[]).includes(state);
}

/** It ended by itself or by a rule with what it had reached: it can be compared, and trained further. */
export function isResult(state: TrialState): state is 'completed' | 'stopped-early' {
  return state === 'completed' || state === 'stopped-early';
}
