import type { Dimension, SearchSpace } from '@seesaw/shared/searchSpace';
import { type Column, isUnordered, middlesOf } from './column.ts';

/** No kernel gets narrower than this share of its axis by the number of kernels alone. */
const NARROWEST = 1 / 100;
/** Of the width that Scott's rule would give to all kernels. */
const SCOTT_SHARE = 0.5;
/** After n results no kernel is narrower than 1 / (n / 4 + 2), so that a search does not settle before it has looked around. */
const COOLING = 1 / 4;

/**
 * Widths of the kernels on every axis: the distance to the farther neighbour, so that a lonely point speaks for its
 * surroundings and one in a crowd only for itself (Bergstra et al. 2011), but not below a least width. That is 1 / (n + 2)
 * for n points (Watanabe 2023, "magic clipping") or, where the points have drawn together, half of what Scott's rule
 * (1992) gives for their spread, and it falls with the number of results.
 *
 * For an unordered choice, the share of each kernel that the prior gets: c / (c + n) for c values.
 *
 * @param known number of results of the search
 */
export function bandwidthsOf(input: {
  space: SearchSpace;
  columns: readonly Column[];
  weights: readonly number[];
  known: number;
}): Float64Array[] {
  const { space, columns, weights, known } = input;
  const count = weights.length;
  const lines = space.filter(({ dimension }) => isLine(dimension)).length;
  return space.map(({ dimension }, axis) => {
    if (!isLine(dimension)) {
      const values = dimension.kind === 'choice' ? dimension.values.length : 1;
      return new Float64Array(count).fill(values / (values + count));
    }
    const middles = middlesOf(columns[axis]!);
    const scott = spreadOf(middles, weights) * count ** (-1 / (lines + 4));
    const settled = Math.max(SCOTT_SHARE * scott, 1 / (COOLING * known + 2));
    return neighbourDistances(middles, Math.min(Math.max(NARROWEST, 1 / (count + 2)), settled));
  });
}

function isLine(dimension: Dimension): boolean {
  return dimension.kind !== 'constant' && !isUnordered(dimension);
}

/** Standard deviation of the numbers that are there, with one more that has the variance of the prior, 1/12. */
function spreadOf(middles: Float64Array, weights: readonly number[]): number {
  let [total, first, second] = [0, 0, 0];
  for (let i = 0; i < middles.length; i++) {
    const x = middles[i]!;
    if (Number.isNaN(x)) continue;
    total += weights[i]!;
    first += weights[i]! * x;
    second += weights[i]! * x * x;
  }
  const squares = total > 0 ? Math.max(second - (first * first) / total, 0) : 0;
  return Math.sqrt((squares + 1 / 12) / (total + 1));
}

/** Of each number to the farther of its neighbours, the one neighbour of the outermost; within [least, 1]. */
function neighbourDistances(middles: Float64Array, least: number): Float64Array {
  // NaN is sorted to the end.
  const sorted = middles.toSorted();
  const count = middles.reduce((sum, x) => (Number.isNaN(x) ? sum : sum + 1), 0);
  return middles.map((x) => {
    if (Number.isNaN(x)) return 1;
    const at = indexOf(sorted, count, x);
    const left = at > 0 ? x - sorted[at - 1]! : 0;
    const right = at + 1 < count ? sorted[at + 1]! - x : 0;
    const distance = count > 1 ? Math.max(left, right) : Math.max(x, 1 - x);
    return Math.min(Math.max(distance, least), 1);
  });
}

/** Where the first `x` stands among the first `count` ascending numbers. */
function indexOf(sorted: Float64Array, count: number, x: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const half = (low + high) >>> 1;
    if (sorted[half]! < x) low = half + 1;
    else high = half;
  }
  return low;
}
