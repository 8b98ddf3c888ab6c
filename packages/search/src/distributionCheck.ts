/**
 * Kolmogorov distance: the largest gap between the share of `sample` at or below x and `cdf(x)`, over all x. For tests.
 *
 * @param cdf continuous, rising from 0 to 1
 */
export function largestGap(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted.reduce((gap, x, i) => {
    const expected = cdf(x);
    return Math.max(gap, expected - i / sorted.length, (i + 1) / sorted.length - expected);
  }, 0);
}
