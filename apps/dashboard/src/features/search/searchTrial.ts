import { type Objective, toLosses } from '@seesaw/shared/objective';
import type { TrialTable } from '@seesaw/shared/queries';
import { isResult, type TrialState } from '@seesaw/shared/trialState';
import { fromWire, type WireNumber } from '../../format/numbers.ts';

type Cell = TrialTable['rows'][number][number];

/** What maps, plots and the views of the search know of a trial. */
export interface SearchTrial {
  readonly id: number;
  readonly number: number;
  readonly state: TrialState;
  readonly health: string;
  readonly score: number | null;
  /** Milliseconds since 1970 UTC; undefined while it runs. */
  readonly endedAt: number | undefined;
  readonly onFront: boolean;
  /** In the order of the hyperparameters; null where a `when` switched one off. */
  readonly values: readonly Cell[];
  /** In the order of the objectives; NaN where there is none. */
  readonly scores: readonly number[];
}

/** Columns that {@link searchTrialOf} reads, in its order. */
export function searchColumns(parameters: readonly string[], objectives: readonly Objective[]): string[] {
  return [
    ...['id', 'number', 'state', 'health', 'score', 'endedAt', 'onFront'],
    ...parameters.map((name) => `point.${name}`),
    ...objectives.map(({ name }) => `metric.${name}`),
  ];
}

export function searchTrialOf(row: readonly Cell[], parameters: number): SearchTrial {
  const [id, number, state, health, score, endedAt, onFront, ...rest] = row;
  return {
    id: Number(id),
    number: Number(number),
    state: String(state) as TrialState,
    health: String(health),
    score: typeof score === 'number' ? score : null,
    endedAt: typeof endedAt === 'string' ? Date.parse(endedAt) : undefined,
    onFront: onFront === true,
    values: rest.slice(0, parameters),
    scores: rest.slice(parameters).map((value) => fromWire((value ?? undefined) as WireNumber | undefined)),
  };
}

/** Whether the search learned from it: it ended by itself with a value, or diverged, which is the worst one. */
export function isKnown(trial: SearchTrial): boolean {
  return trial.state === 'diverged' || (isResult(trial.state) && trial.scores.every(Number.isFinite));
}

/** Whether no value is to come any more, though none is there perhaps. */
export function hasEnded({ state }: SearchTrial): boolean {
  return isResult(state) || state === 'diverged' || state === 'failed' || state === 'cancelled';
}

/** The value of one objective where it counts; NaN for trials without a result. */
export function scoreOf(trial: SearchTrial, objective: number): number {
  return isResult(trial.state) ? (trial.scores[objective] ?? Number.NaN) : Number.NaN;
}

/**
 * How good each trial is among those with a result: 1 the best, 0 the worst, by rank, because values of a search often differ by
 * decades. NaN without a result.
 */
export function goodness(trials: readonly SearchTrial[], objective: number, goal: Objective['goal']): Float64Array {
  const losses = trials.map((trial) => toLosses([scoreOf(trial, objective)], [{ goal }])?.[0] ?? Number.NaN);
  const order = losses
    .map((_, index) => index)
    .filter((index) => !Number.isNaN(losses[index]))
    .sort((a, b) => losses[a]! - losses[b]!);
  const good = new Float64Array(trials.length).fill(Number.NaN);
  let rank = 0;
  for (const [place, index] of order.entries()) {
    if (place > 0 && losses[index] !== losses[order[place - 1]!]) rank = place;
    good[index] = order.length < 2 ? 1 : 1 - rank / (order.length - 1);
  }
  return good;
}
