import type { Seen } from './seen.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';

/** How eval/score has moved lately; smaller is better on every data set. */
export interface Progress {
  /** How many steps are looked at. */
  readonly steps: number;
  /** By which share the second half of the evaluations is better than the first: means, so that chance in one does not decide. */
  readonly gain: number;
  /** The latest score as a share of the first of the run. */
  readonly left: number;
  readonly first: number;
  readonly now: number;
}

/** Undefined before the run is `progressWindows` windows old and has enough evaluations in them. */
export function progressOf(seen: Seen): Progress | undefined {
  const steps = thresholds.progressWindows * seen.windowSteps;
  const scores = seen.newest('eval/score', thresholds.progressWindows);
  const [first] = seen.all('eval/score');
  const now = scores.at(-1);
  if (now === undefined || first === undefined || scores.length < thresholds.progressEvaluations) return undefined;
  if (seen.rows.at(-1)!.step - seen.rows[0]!.step < 0.95 * steps) return undefined;
  const half = scores.length >> 1;
  const [before, after] = [mean(scores.slice(0, half)), mean(scores.slice(-half))];
  return { steps, gain: (before - after) / before, left: now / first, first, now };
}
