import { assertNever } from '@seesaw/shared/assertNever';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Dimension } from '@seesaw/shared/searchSpace';
import { betaCdf } from '../numeric/beta.ts';
import { normalCdf } from '../numeric/normal.ts';
import { clamp } from '../quantize.ts';

/** The numbers of [0, 1] that mean one value: a single one on a continuous axis, an interval where values are countable. */
export interface Cell {
  readonly low: number;
  readonly high: number;
}

const UNIT = { min: 0, max: 1 } as const;

/**
 * The inverse of `valueAt`. A number beyond the bounds (they were narrowed, or a person chose the point) counts as the
 * nearest one inside; undefined for a value that the dimension does not know at all.
 */
export function cellOf(dimension: Dimension, value: Scalar | undefined): Cell | undefined {
  if (value === undefined) return undefined;
  if (hasSingleValue(dimension)) return { low: 0, high: 1 };
  switch (dimension.kind) {
    case 'constant':
      return { low: 0, high: 1 };
    case 'choice':
      return choiceCell(dimension, value);
    case 'float': {
      if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
      const [from, to] = multiplesAround(clamp(value, dimension), dimension);
      const ends = [floatUnit(dimension, from), floatUnit(dimension, to)];
      return cell(Math.min(...ends), Math.max(...ends));
    }
    case 'int': {
      if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
      const [from, to] = wholeAround(Math.round(clamp(value, dimension)), dimension);
      return cell(intUnit(dimension, from), intUnit(dimension, to));
    }
    case 'normal': {
      if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
      const half = (dimension.quantum ?? 0) / 2;
      return cell(normalUnit(dimension, value - half), normalUnit(dimension, value + half));
    }
    case 'beta': {
      if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
      const { a, b, quantum } = dimension;
      const [from, to] = multiplesAround(clamp(value, UNIT), { ...UNIT, quantum });
      return cell(betaCdf(from, a, b), betaCdf(to, a, b));
    }
    default:
      return assertNever(dimension, 'kind of dimension');
  }
}

/** The middle of a value's cell: the one number that stands for the value. */
export function unitOf(dimension: Dimension, value: Scalar | undefined): number | undefined {
  const found = cellOf(dimension, value);
  return found === undefined ? undefined : (found.low + found.high) / 2;
}

/** Bounds may also be so close that the scale cannot tell them apart. */
function hasSingleValue(dimension: Dimension): boolean {
  if (dimension.kind === 'float') return !(onScale(dimension.max, dimension) > onScale(dimension.min, dimension));
  if (dimension.kind === 'int') return !(dimension.max > dimension.min);
  return dimension.kind === 'normal' && !(dimension.sigma > 0);
}

function cell(low: number, high: number): Cell {
  return { low: clamp(low, UNIT), high: clamp(high, UNIT) };
}

function choiceCell({ values, probabilities }: Extract<Dimension, { kind: 'choice' }>, value: Scalar) {
  const weights = values.map((_, i) => (probabilities === undefined ? 1 : (probabilities[i] ?? 0)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const index = values.indexOf(value);
  if (index === -1 || !(total > 0)) return undefined;
  const before = weights.slice(0, index).reduce((sum, weight) => sum + weight, 0);
  return cell(before / total, (before + weights[index]!) / total);
}

/** The values that are rounded to this one: half a quantum to either side of its multiple. */
function multiplesAround(
  value: number,
  { min, max, quantum }: { readonly min: number; readonly max: number; readonly quantum?: number },
): [number, number] {
  if (quantum === undefined) return [value, value];
  const factor = value / quantum;
  // A bound that is no multiple stands for the multiple just beyond it, which was clamped.
  const isMultiple = Math.abs(factor - Math.round(factor)) < 1e-9 * Math.max(1, Math.abs(factor));
  const nearest = isMultiple
    ? Math.round(factor)
    : value === max
      ? Math.ceil(factor)
      : value === min
        ? Math.floor(factor)
        : Math.round(factor);
  return [(nearest - 0.5) * quantum, (nearest + 0.5) * quantum];
}

/** The same for whole numbers: from half below the first to half above the last one that is rounded to this one. */
function wholeAround(value: number, dimension: Extract<Dimension, { kind: 'int' }>): [number, number] {
  if (dimension.quantum === undefined) return [value - 0.5, value + 0.5];
  const [from, to] = multiplesAround(value, dimension);
  return [Math.ceil(from) - 0.5, Math.ceil(to) - 0.5];
}

function floatUnit(dimension: Extract<Dimension, { kind: 'float' }>, value: number): number {
  const [low, high] = [onScale(dimension.min, dimension), onScale(dimension.max, dimension)];
  const at = share(dimension.scale === 'linear' || value > 0 ? onScale(value, dimension) : low, low, high);
  return dimension.scale === 'inverse-log' ? 1 - at : at;
}

/** Halves on a linear one: max - min overflows where the bounds are far apart. */
function onScale(value: number, { scale }: Extract<Dimension, { kind: 'float' }>): number {
  return scale === 'linear' ? value / 2 : Math.log(value);
}

function intUnit({ min, max, scale }: Extract<Dimension, { kind: 'int' }>, edge: number): number {
  if (scale === 'linear') return share(edge, min - 0.5, max + 0.5);
  const low = min - 0.5;
  return share(Math.log(Math.max(edge, low)), Math.log(low), Math.log(max + 0.5));
}

function normalUnit({ mu, sigma, scale }: Extract<Dimension, { kind: 'normal' }>, value: number): number {
  const normal = scale === 'log' ? (value > 0 ? Math.log(value) : Number.NEGATIVE_INFINITY) : value;
  return normalCdf((normal - mu) / sigma);
}

/** Of [low, high]; the middle where they are so close that halves or logarithms cannot tell them apart. */
function share(value: number, low: number, high: number): number {
  return high > low ? (value - low) / (high - low) : 0.5;
}
