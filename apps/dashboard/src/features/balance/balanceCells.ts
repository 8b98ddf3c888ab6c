import type { Scalar } from '@seesaw/shared/hyperparameter';
import { verdictLook } from '../../theme/verdicts.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';

/** One place of the map: every trial whose two knobs fall there. */
export interface BalanceCell {
  readonly x: number;
  readonly y: number;
  readonly trials: readonly MappedTrial[];
  /** Mean objective of the trials that have one. */
  readonly score: number | null;
  /** The verdict of most of its trials; on a tie the graver one. */
  readonly health: string;
}

export interface Axis {
  readonly knob: string;
  /** One label per column or row, in ascending order. */
  readonly labels: readonly string[];
  /** Place of a value on the axis, −1 when it has none. */
  readonly indexOf: (value: Scalar | undefined) => number;
}

/** More different values than this are put into bins. */
const maxPlaces = 12;
const binCount = 8;

/** For a sweep that varies one knob only: a map of one row. */
export const noAxis: Axis = { knob: '', labels: [''], indexOf: () => 0 };

/** Discrete values get a place each, also those `planned` that no trial has yet; a continuous knob gets eight bins, evenly spaced on the scale of its search (`isLog`), or on a log axis where it spans decades. */
export function axisOf(
  knob: string,
  trials: readonly MappedTrial[],
  format: (value: Scalar) => string,
  { planned = [], isLog }: { planned?: readonly Scalar[]; isLog?: boolean | undefined } = {},
): Axis {
  const seen = trials.map((trial) => trial.point[knob]).filter((value) => value !== undefined);
  const values = [...new Set([...planned, ...seen])];
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (numbers.length < values.length) {
    return { knob, labels: values.map(format), indexOf: (value) => (value === undefined ? -1 : values.indexOf(value)) };
  }
  if (numbers.length <= maxPlaces) {
    return { knob, labels: numbers.map(format), indexOf: (value) => numbers.indexOf(value as number) };
  }
  return binnedAxis({ knob, sorted: numbers, format, isLog });
}

function binnedAxis(input: {
  knob: string;
  sorted: readonly number[];
  format: (value: Scalar) => string;
  isLog: boolean | undefined;
}): Axis {
  const { knob, sorted, format } = input;
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 1;
  const isLog = low > 0 && (input.isLog ?? high / low >= 20);
  const to = isLog ? Math.log : (value: number) => value;
  const from = isLog ? Math.exp : (value: number) => value;
  const width = (to(high) - to(low)) / binCount;
  return {
    knob,
    labels: Array.from({ length: binCount }, (_, i) => format(from(to(low) + (i + 0.5) * width))),
    indexOf: (value) =>
      typeof value === 'number' ? Math.min(binCount - 1, Math.max(0, Math.floor((to(value) - to(low)) / width))) : -1,
  };
}

export function balanceCells(trials: readonly MappedTrial[], xAxis: Axis, yAxis: Axis): BalanceCell[] {
  const places = new Map<string, MappedTrial[]>();
  for (const trial of trials) {
    const x = xAxis.indexOf(trial.point[xAxis.knob]);
    const y = yAxis.indexOf(trial.point[yAxis.knob]);
    if (x < 0 || y < 0) continue;
    const key = `${x} ${y}`;
    const place = places.get(key);
    if (place === undefined) places.set(key, [trial]);
    else place.push(trial);
  }
  return [...places].map(([key, inside]) => {
    const [x = 0, y = 0] = key.split(' ').map(Number);
    return { x, y, trials: inside, score: meanScore(inside), health: commonHealth(inside) };
  });
}

/** 0 worst … 1 best among the given scores; logarithmic where they span more than a decade, so one disaster does not flatten the rest. */
export function goodnessScale(scores: readonly number[], goal: 'minimize' | 'maximize'): (score: number) => number {
  const low = Math.min(...scores);
  const high = Math.max(...scores);
  const isLog = low > 0 && high / low > 10;
  const to = isLog ? Math.log : (value: number) => value;
  const span = to(high) - to(low);
  return (score) => {
    const t = span === 0 ? 1 : (to(score) - to(low)) / span;
    return goal === 'minimize' && span !== 0 ? 1 - t : t;
  };
}

function meanScore(trials: readonly MappedTrial[]): number | null {
  const scores = trials.map((trial) => trial.score).filter((score) => score !== null);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function commonHealth(trials: readonly MappedTrial[]): string {
  const counts = new Map<string, number>();
  for (const trial of trials) counts.set(trial.health, (counts.get(trial.health) ?? 0) + 1);
  const weight = (health: string) => (health === 'unknown' ? -1 : verdictLook(health).weight);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || weight(b) - weight(a));
  return first?.[0] ?? 'unknown';
}
