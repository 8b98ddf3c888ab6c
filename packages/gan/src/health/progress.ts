import { rowsWith, type Seen, type Signal, valueIn } from './seen.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import { percent, show } from './words.ts';

/** What quality is told by, smaller is better: on every data set, and on points also before any mode is reached. */
export const measures = ['eval/score', 'eval/swd'] as const satisfies readonly Signal[];

/** How a measure of quality has moved lately. */
export interface Progress {
  readonly measure: (typeof measures)[number];
  /** From the first of the evaluations that are looked at to the newest row. */
  readonly steps: number;
  /** By which share the second half of the evaluations is better than the first: means, so that chance in one does not decide. */
  readonly gain: number;
  /** The latest value as a share of the first of the run. */
  readonly left: number;
  readonly first: number;
  readonly now: number;
}

/**
 * Over the newest `progressWindows` windows, or as far back as `progressEvaluations` evaluations go; empty where there are
 * not as many of both.
 */
export function progressOf(seen: Seen): Progress[] {
  return measures.flatMap((measure) => progressIn(seen, measure) ?? []);
}

function progressIn({ rows, windowSteps }: Seen, measure: Progress['measure']): Progress | undefined {
  const { progressWindows, progressEvaluations } = thresholds;
  const to = rows.at(-1)?.step ?? 0;
  const after = to - progressWindows * windowSteps;
  if (after < 0) return undefined;
  const measured = rowsWith(rows, measure);
  const recent = measured.filter(({ step }) => step > after);
  const looked = recent.length < progressEvaluations ? measured.slice(-progressEvaluations) : recent;
  if (looked.length < progressEvaluations) return undefined;
  const first = valueIn(measured[0]!, measure);
  const now = valueIn(looked.at(-1)!, measure);
  // Worse than at first is no place to come back from: a game that swings far out would gain a lot each time.
  const values = looked.map((row) => Math.min(first, valueIn(row, measure)));
  const half = values.length >> 1;
  const [before, later] = [mean(values.slice(0, half)), mean(values.slice(-half))];
  return { measure, steps: to - looked[0]!.step, gain: (before - later) / before, left: now / first, first, now };
}

/** What each measure did where none is better than it was by more than a little, and none was ever good; undefined where one is. */
export function noProgressIn(seen: Seen): Progress[] | undefined {
  const { noGain, notGood } = thresholds;
  const all = progressOf(seen);
  const none = all.every(({ measure, gain, left }) => gain < noGain[measure] && left > notGood[measure]);
  return all.length > 0 && none ? all : undefined;
}

/** From the first half of the evaluations that were looked at to the second. */
export function inWords(all: readonly Progress[]): string {
  const moves = all.map(({ measure, gain, now, first }) => {
    const moved = now > first ? 'got worse' : `gained ${percent(gain)}`;
    return `${measure} ${moved} (it is ${show(now)}, at first ${show(first)})`;
  });
  return `in the last ${all[0]!.steps} steps ${moves.join(' and ')}`;
}

/** Every measure was, at its last two evaluations, more than so many times its best. */
export function isWorseThanBest(seen: Seen, times: number): boolean {
  return measures.every((measure) => {
    const values = seen.all(measure);
    const best = Math.min(...values);
    return values.slice(-2).every((value) => value > times * best);
  });
}

/** Some measure is at most half of what it was at first. */
export function isGood({ all }: Seen): boolean {
  return measures.some((measure) => {
    const values = all(measure);
    return values.length > 0 && values.at(-1)! <= thresholds.notGood[measure] * values[0]!;
  });
}

/** What every measure is now, and was at first. */
export function qualityInWords({ all }: Seen): string {
  const told = measures.flatMap((measure) => {
    const values = all(measure);
    return values.length === 0 ? [] : [`${measure} is ${show(values.at(-1)!)}, at first ${show(values[0]!)}`];
  });
  return told.join(', and ');
}
