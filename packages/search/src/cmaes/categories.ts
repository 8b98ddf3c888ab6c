import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Axis, Point } from '@seesaw/shared/searchSpace';
import { cellOf } from '../encode/cellOf.ts';
import type { Uniform } from '../stream.ts';

/** How likely each value of an unordered choice is in the next generation. */
export type Odds = readonly number[];

/** Share of the old odds that the values of a generation's better half replace. */
const LEARNING = 0.3;
/** No value that may come at all gets below this share of its first odds. */
const LEAST = 0.1;

export function valuesOf({ dimension }: Axis): readonly Scalar[] {
  return dimension.kind === 'choice' ? dimension.values : [];
}

/** As the sweep file has them. */
export function firstOdds(axis: Axis): Odds {
  return valuesOf(axis).map((value) => {
    const cell = cellOf(axis.dimension, value);
    return cell === undefined ? 0 : cell.high - cell.low;
  });
}

/**
 * The cross-entropy method (Rubinstein 1999): odds move towards the values of the better points. Points that lack the
 * axis have no say.
 */
export function nextOdds(axis: Axis, odds: Odds, better: readonly Point[], weights: readonly number[]): Odds {
  const seen = better.map((point) => valuesOf(axis).indexOf(point[axis.name]!));
  const total = weights.reduce((sum, weight, i) => sum + (seen[i] === -1 ? 0 : weight), 0);
  if (!(total > 0)) return odds;
  const first = firstOdds(axis);
  const moved = odds.map((old, value) => {
    const share = weights.reduce((sum, weight, i) => sum + (seen[i] === value ? weight : 0), 0) / total;
    return Math.max((1 - LEARNING * total) * old + LEARNING * total * share, LEAST * first[value]!);
  });
  const sum = moved.reduce((all, each) => all + each, 0);
  return moved.map((each) => each / sum);
}

export function drawValue(axis: Axis, odds: Odds, uniform: Uniform): Scalar {
  let left = uniform();
  let drawn = 0;
  for (const [index, share] of odds.entries()) {
    if (!(share > 0)) continue;
    drawn = index;
    left -= share;
    if (left < 0) break;
  }
  return valuesOf(axis)[drawn]!;
}
