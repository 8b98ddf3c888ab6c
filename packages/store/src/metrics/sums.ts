import type { KeyedPoint } from './orderPoints.ts';

/** Larger values, and those that are not finite, are left out of a mean: no sum of others can overflow. */
export const mostSummed = 1e150;

export interface Sum {
  sum: number;
  /** How many values are in it. */
  summed: number;
}

/** What is summed up of each series, by key. */
export function sumsOf(points: readonly KeyedPoint[]): Map<number, Sum> {
  const sums = new Map<number, Sum>();
  for (const { keyId, value } of points) {
    const known = sums.get(keyId) ?? { sum: 0, summed: 0 };
    sums.set(keyId, known);
    if (!(Math.abs(value) <= mostSummed)) continue;
    known.sum += value;
    known.summed += 1;
  }
  return sums;
}
