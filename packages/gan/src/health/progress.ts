import { rowsWith, type Seen, valueIn } from './seen.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';

/** How eval/score has moved lately; smaller is better on every data set. */
export interface Progress {
  /** From the first of the evaluations that are looked at to the newest row. */
  readonly steps: number;
  /** By which share the second half of the evaluations is better than the first: means, so that chance in one does not decide. */
  readonly gain: number;
  /** The latest score as a share of the first of the run. */
  readonly left: number;
  readonly first: number;
  readonly now: number;
}

/**
 * Over the newest `progressWindows` windows, or as far back as `progressEvaluations` evaluations go; undefined where there are
 * not as many of both.
 */
export function progressOf({ rows, windowSteps }: Seen): Progress | undefined {
  const { progressWindows, progressEvaluations } = thresholds;
  const to = rows.at(-1)?.step ?? 0;
  const after = to - progressWindows * windowSteps;
  if (after < 0) return undefined;
  const scored = rowsWith(rows, 'eval/score');
  const recent = scored.filter(({ step }) => step > after);
  const looked = recent.length < progressEvaluations ? scored.slice(-progressEvaluations) : recent;
  if (looked.length < progressEvaluations) return undefined;
  const scores = looked.map((row) => valueIn(row, 'eval/score'));
  const first = valueIn(scored[0]!, 'eval/score');
  const now = scores.at(-1)!;
  const half = scores.length >> 1;
  const [before, later] = [mean(scores.slice(0, half)), mean(scores.slice(-half))];
  return { steps: to - looked[0]!.step, gain: (before - later) / before, left: now / first, first, now };
}

/** Where the score is hardly better than it was and was never good; undefined where it is neither. */
export function noProgressIn(seen: Seen): Progress | undefined {
  const progress = progressOf(seen);
  if (progress === undefined) return undefined;
  return progress.gain < thresholds.noGain && progress.left > thresholds.notGood ? progress : undefined;
}
