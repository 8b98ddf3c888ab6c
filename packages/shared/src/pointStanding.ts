import { placeOf, plannedRepeats } from './placeOf.ts';
import type { PointRow } from './records.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Point } from './searchSpace.ts';
import type { Decision } from './standing.ts';
import { isResult, type TrialState } from './trialState.ts';

/** What counts of a trial for the point that it trains. */
export interface RepeatedTrial {
  readonly number: number;
  readonly state: TrialState;
  readonly score: number | null;
  readonly point: Point;
}

/** A point with what its trials ended with. */
export interface PointStanding extends Omit<PointRow, 'mean' | 'standardError' | 'n'> {
  /** Of the trials that ended as a result, by number; null where one diverged. */
  readonly results: readonly (number | null)[];
}

/**
 * Whether the trials of a point that have not begun are still worth training, given every point of the sweep. Pure:
 * `packages/search` has the one there is.
 */
export type Race = (
  sweep: Pick<ResolvedSweep, 'race' | 'repeats' | 'metric'>,
  point: PointStanding,
  points: readonly PointStanding[],
) => Decision;

/** @param trials by number */
export function pointStandings(
  sweep: Pick<ResolvedSweep, 'repeats' | 'handPicked' | 'plannedTrials'>,
  trials: readonly RepeatedTrial[],
): PointStanding[] {
  const byPoint = new Map<number, RepeatedTrial[]>();
  for (const trial of trials) {
    const { point } = placeOf(sweep, trial.number);
    const known = byPoint.get(point);
    if (known === undefined) byPoint.set(point, [trial]);
    else known.push(trial);
  }
  return [...byPoint].map(([number, own]) => {
    const results = own.flatMap(({ state, score }) => {
      if (state === 'diverged') return [null];
      return isResult(state) ? [score] : [];
    });
    const states: Partial<Record<TrialState, number>> = {};
    for (const { state } of own) states[state] = (states[state] ?? 0) + 1;
    const [first] = own;
    const complete =
      results.length === own.length &&
      !results.includes(null) &&
      (own.length >= sweep.repeats || own.length >= plannedRepeats(sweep, first!.number));
    return { number, trials: own.map((trial) => trial.number), point: first!.point, results, states, complete };
  });
}

export interface Mean {
  readonly n: number;
  readonly mean: number;
  /** Standard error of the mean, s / √n; null for one value. */
  readonly standardError: number | null;
}

/** Null without values, and as soon as one of them is none: a point with a trial that diverged counts as the worst. */
export function meanOf(values: readonly (number | null)[]): Mean | null {
  const n = values.length;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  if (n === 0) return null;
  const mean = sum / n;
  const squares = values.reduce<number>((total, value) => total + (value! - mean) ** 2, 0);
  return { n, mean, standardError: n < 2 ? null : Math.sqrt(squares / (n - 1) / n) };
}

export function toPointRow({ results, ...standing }: PointStanding): PointRow {
  const { mean, standardError } = meanOf(results) ?? { mean: null, standardError: null };
  return { ...standing, n: results.length, mean, standardError };
}

/** Complete points by their mean, the best first; behind them the others by what they have so far. */
export function byMean(goal: 'minimize' | 'maximize'): (a: PointRow, b: PointRow) => number {
  const rank = ({ complete, mean }: PointRow) => (mean === null ? 2 : complete ? 0 : 1);
  const sign = goal === 'maximize' ? -1 : 1;
  return (a, b) => rank(a) - rank(b) || sign * ((a.mean ?? 0) - (b.mean ?? 0)) || a.number - b.number;
}
