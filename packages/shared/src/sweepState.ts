/** Life of a sweep. `pausing`, `stopping`, `cancelling` last until no trial of the sweep holds a lane any more. */
export const sweepStates = [
  'running',
  'pausing',
  'paused',
  'stopping',
  'stopped',
  'cancelling',
  'cancelled',
  'completed',
  'failed',
] as const;

export type SweepState = (typeof sweepStates)[number];

/** Retry and extend reopen an ended sweep, hence the moves from end states back to `running`. */
export const sweepMoves: Readonly<Record<SweepState, readonly SweepState[]>> = {
  running: ['pausing', 'stopping', 'cancelling', 'completed', 'failed'],
  pausing: ['paused', 'running', 'stopping', 'cancelling', 'failed'],
  paused: ['running', 'stopping', 'cancelling', 'failed'],
  stopping: ['stopped', 'cancelling', 'failed'],
  cancelling: ['cancelled'],
  stopped: ['running'],
  cancelled: ['running'],
  completed: ['running'],
  failed: ['running'],
};

export const endedSweepStates = ['stopped', 'cancelled', 'completed', 'failed'] as const;
export type EndedSweepState = (typeof endedSweepStates)[number];

export function canMoveSweep(from: SweepState, to: SweepState): boolean {
  return sweepMoves[from].includes(to);
}

export function isEndedSweep(state: SweepState): state is EndedSweepState {
  return (endedSweepStates as readonly SweepState[]).includes(state);
}
