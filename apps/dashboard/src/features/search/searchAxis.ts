import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { scaleLinear, scaleLog } from 'd3-scale';
import { formatScalar } from '../../format/numbers.ts';

type Dimension = ResolvedSweep['space'][number]['dimension'];
export type AxisValue = number | string | boolean | null | undefined;

/** A hyperparameter or an objective as an axis: values stand at places in [0, 1]. */
export interface SearchAxis {
  readonly name: string;
  readonly kind: 'number' | 'choice';
  readonly isLog: boolean;
  /** NaN for a value that is missing, not finite, or has no logarithm. */
  readonly at: (value: AxisValue) => number;
  /** The number at a place; undefined on an axis of choices. */
  readonly valueAt: ((place: number) => number) | undefined;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** Of an axis of choices: all of them, in the order of their places. */
  readonly choices: readonly (number | string | boolean)[];
}

/** From this ratio of the largest to the least value an axis of positive values is logarithmic by itself. */
const decades = 1000;

/** The scale of the search, unless a person wants the other one. */
export function parameterAxis(
  name: string,
  dimension: Dimension,
  values: readonly AxisValue[],
  isLog?: boolean,
): SearchAxis {
  if (dimension.kind === 'choice') return choiceAxis(name, dimension.values);
  if (dimension.kind === 'constant') return choiceAxis(name, [dimension.value]);
  const bounds = dimension.kind === 'float' || dimension.kind === 'int' ? [dimension.min, dimension.max] : [];
  const searched = 'scale' in dimension && dimension.scale !== 'linear';
  return numberAxis(name, [...bounds, ...values], isLog ?? searched);
}

/** Logarithmic over decades, unless a person wants it otherwise; never where a value has no logarithm, which may be the best one. */
export function objectiveAxis(name: string, values: readonly number[], isLog?: boolean): SearchAxis {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [least(finite), -least(finite.map((value) => -value))];
  return numberAxis(name, values, low > 0 && (isLog ?? high / low > decades));
}

export function numberAxis(name: string, values: readonly AxisValue[], wantsLog: boolean): SearchAxis {
  const finite = values.filter((value) => typeof value === 'number').filter(Number.isFinite);
  const positive = wantsLog ? finite.filter((value) => value > 0) : finite;
  // An axis with nothing that has a logarithm is a linear one.
  const isLog = wantsLog && positive.length > 0;
  const used = isLog ? positive : finite;
  const low = used.length === 0 ? 0 : least(used);
  const high = used.length === 0 ? 1 : -least(used.map((value) => -value));
  const domain = high > low ? [low, high] : isLog ? [low / 2, low * 2] : [low - 1, high + 1];
  const scale = (isLog ? scaleLog() : scaleLinear()).domain(domain).range([0, 1]);
  return {
    name,
    kind: 'number',
    isLog,
    at: (value) => {
      const number = typeof value === 'number' && (!isLog || value > 0) ? value : Number.NaN;
      return Number.isFinite(number) ? scale(number) : Number.NaN;
    },
    valueAt: (place) => scale.invert(place),
    ticks: ticksOf(scale, isLog).map((tick) => ({ at: scale(tick), label: formatScalar(tick) })),
    choices: [],
  };
}

function choiceAxis(name: string, choices: SearchAxis['choices']): SearchAxis {
  const place = (index: number) => (choices.length < 2 ? 0.5 : index / (choices.length - 1));
  return {
    name,
    kind: 'choice',
    isLog: false,
    at: (value) => {
      const index = choices.indexOf(value as string);
      return index < 0 ? Number.NaN : place(index);
    },
    valueAt: undefined,
    ticks: choices.map((choice, index) => ({ at: place(index), label: formatScalar(choice) })),
    choices,
  };
}

/** Few enough to be read; powers of ten where there are at least two of them. */
function ticksOf(scale: { ticks: (count?: number) => number[] }, isLog: boolean): number[] {
  const ticks = scale.ticks(5);
  if (!isLog) return ticks;
  const powers = ticks.filter((tick) => Number.isInteger(Math.log10(tick)));
  if (powers.length >= 2) return powers;
  return ticks.filter((tick) => /^[125]/.test(String(tick / 10 ** Math.floor(Math.log10(tick)))));
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}
