import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { endedCount } from '../sweeps/sweepCounts.ts';

/** Time trials have spent on a slot so far, in milliseconds. Trials between two attempts count from their first start. */
export function slotTimeMs(trials: readonly TrialRow[], nowMs: number): number {
  return trials.reduce((sum, trial) => {
    if (trial.startedAt === null) return sum;
    const end = trial.endedAt === null ? (trial.state === 'running' ? nowMs : Number.NaN) : Date.parse(trial.endedAt);
    const spent = end - Date.parse(trial.startedAt);
    return Number.isFinite(spent) ? sum + Math.max(0, spent) : sum;
  }, 0);
}

/** Rough: what is left, at the mean pace of the finished trials, on as many places as are in use. Undefined before the first has finished. */
export function timeLeftMs(sweep: SweepRow, trials: readonly TrialRow[], nowMs: number): number | undefined {
  if (sweep.state !== 'running') return undefined;
  const done = trials.filter(
    (trial) => trial.state === 'completed' && trial.startedAt !== null && trial.endedAt !== null,
  );
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
