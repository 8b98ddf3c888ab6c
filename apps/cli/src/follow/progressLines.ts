import type { TrialRow } from '@seesaw/shared/records';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Paint } from '../output/paint.ts';
import { endedTrials, sweepStateText } from '../output/sweepColumns.ts';
import { bar, meanText, plural, shortNumber, shortScalar } from '../output/words.ts';
import type { SweepSnapshot } from './followSweep.ts';

const shownTrials = 8;
const barWidth = 20;

/** One line for the whole sweep: how far, what runs, what is best, what went wrong. */
export function summaryLine({ sweep, trials }: SweepSnapshot, paint: Paint): string {
  const { counts, plannedTrials, bestScore, bestTrialNumber, bestPoint, frontSize } = sweep;
  const parts = [`${endedTrials(sweep)}/${plannedTrials} trials`];
  if (counts.running) parts.push(`${counts.running} running`);
  if (counts.paused) parts.push(`${counts.paused} paused`);
  if (counts.failed) parts.push(paint.bad(`${counts.failed} failed`));
  if (counts.diverged) parts.push(paint.warn(`${counts.diverged} diverged`));
  if (bestScore !== null) {
    const best = trials.find((trial) => trial.number === bestTrialNumber);
    const point = best === undefined ? '' : ` ${paint.dim(pointText(best))}`;
    const value = bestPoint ? meanText({ mean: bestScore, ...bestPoint }) : shortNumber(bestScore);
    const by = bestPoint ? `point ${bestPoint.number}` : `#${bestTrialNumber}`;
    parts.push(`best ${paint.bold(value)} by ${by}${point}`);
  }
  if (frontSize !== null) parts.push(`${frontSize} on the Pareto front`);
  const state = sweep.state === 'running' ? '' : `${sweepStateText(sweep, paint)} · `;
  return `${state}${parts.join(' · ')}`;
}

/** The block that a terminal redraws: the sweep's bar, then the trials that train right now. */
export function progressBlock(snapshot: SweepSnapshot, paint: Paint): string[] {
  const { sweep, trials } = snapshot;
  const part = trials.reduce((sum, trial) => sum + fraction(trial), endedBefore(snapshot));
  const lines = [
    `${paint.bold(sweep.name)} ${paint.dim(sweep.id)}`,
    `${bar(part, sweep.plannedTrials, barWidth)} ${summaryLine(snapshot, paint)}`,
  ];
  const running = trials.filter((trial) => trial.state === 'running');
  for (const trial of running.slice(0, shownTrials)) {
    const number = `#${trial.number}`.padStart(5);
    const steps = `${trial.step}/${trial.config.steps}`.padStart(11);
    lines.push(
      `${number} ${bar(trial.step, trial.config.steps, barWidth)} ${steps}  ${paint.health(trial.health)}  ${paint.dim(pointText(trial))}`,
    );
  }
  if (running.length > shownTrials)
    lines.push(`      and ${plural(running.length - shownTrials, 'more trial')} running`);
  return lines;
}

/** What to say about a trial whose state changed, on output that is no terminal. */
export function trialLine(trial: TrialRow, paint: Paint): string {
  const number = `trial ${trial.number}`.padEnd(10);
  const point = paint.dim(pointText(trial));
  switch (trial.state) {
    case 'completed':
    case 'stopped-early': {
      const score = trial.score === null ? 'no score' : `score ${shortNumber(trial.score)}`;
      return `${number} ${paint.state(trial.state)}  ${score}  ${paint.health(trial.health)}  ${point}`;
    }
    case 'failed':
      return `${number} ${paint.state('failed')}  ${trial.lastError ?? 'for an unknown reason'}  ${point}`;
    case 'diverged':
      return `${number} ${paint.state('diverged')} at step ${trial.step}  ${point}`;
    default:
      return `${number} ${paint.state(trial.state)}${trial.attempt > 1 ? ` (attempt ${trial.attempt})` : ''}  ${point}`;
  }
}

export function pointText(trial: TrialRow): string {
  return Object.entries(trial.point)
    .map(([name, value]) => `${name}=${shortScalar(value)}`)
    .join(' ');
}

/** Of a very large sweep: trials that have ended and are none of those that the snapshot has. */
function endedBefore({ sweep, trials }: SweepSnapshot): number {
  return Math.max(0, endedTrials(sweep) - trials.filter(({ state }) => isEndedTrial(state)).length);
}

function fraction({ state, step, config }: TrialRow): number {
  return isEndedTrial(state) ? 1 : Math.min(1, step / config.steps);
}
