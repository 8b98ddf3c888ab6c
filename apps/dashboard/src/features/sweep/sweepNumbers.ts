import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { endedCount } from '../sweeps/sweepCounts.ts';

/**
 * Slot time that a sweep has used so far, in milliseconds: without that in which its trials waited for a slot or to be
 * judged. Trials that share a program are on its slot at the same time, so each of them counts as one lane of it. An idle
 * lane is the slot's time too, but no trial's: where some are, this is less than was used.
 */
export function slotTimeMs({ definition }: SweepRow, trials: readonly TrialRow[], nowMs: number): number {
  return trialTimeMs(trials, nowMs) / (definition.pack ?? 1);
}

/** Each trial's own time, also where others shared its slot. */
function trialTimeMs(trials: readonly TrialRow[], nowMs: number): number {
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
  // Places are trials at once, not slots: a trial takes its own time, however many share its program.
  const mean = trialTimeMs(done, nowMs) / done.length;
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
