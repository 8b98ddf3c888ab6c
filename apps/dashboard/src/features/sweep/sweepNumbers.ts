import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { endedCount } from '../sweeps/sweepCounts.ts';

/** Time that trials have spent on slots so far, in milliseconds: without that in which they waited for one or to be judged. */
export function slotTimeMs(trials: readonly TrialRow[], nowMs: number): number {
  return trials.reduce((sum, { slotMs, onSlotSince }) => {
    const now = onSlotSince === null ? 0 : Math.max(0, nowMs - Date.parse(onSlotSince));
    return sum + slotMs + now;
  }, 0);
}

/** Rough: what is left, at the mean pace of the finished trials, on as many places as are in use. Undefined before the first has finished. */
export function timeLeftMs(sweep: SweepRow, trials: readonly TrialRow[], nowMs: number): number | undefined {
  if (sweep.state !== 'running') return undefined;
  const done = trials.filter((trial) => trial.state === 'completed');
  if (done.length === 0) return undefined;
  const mean = slotTimeMs(done, nowMs) / done.length;
  const running = trials.filter((trial) => trial.state === 'running');
  const stepsShare = running.reduce((sum, trial) => sum + trial.step / trial.config.steps, 0);
  const left = sweep.plannedTrials - endedCount(sweep.counts) - stepsShare;
  const places = Math.max(1, Math.min(sweep.concurrency, running.length || sweep.concurrency));
  return Math.max(0, (left * mean) / places);
}

/** The `count` best trials by score, best first. */
export function bestTrials(trials: readonly TrialRow[], goal: 'minimize' | 'maximize', count: number): TrialRow[] {
  const sign = goal === 'minimize' ? 1 : -1;
  return trials
    .filter((trial) => trial.score !== null)
    .sort((a, b) => sign * ((a.score ?? 0) - (b.score ?? 0)) || a.number - b.number)
    .slice(0, count);
}
