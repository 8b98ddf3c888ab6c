import type { Loss } from '../losses.ts';

/**
 * The variance of each loss that is the mean of several measurements, on the warped scale (by its slope, the delta method):
 * the square of its standard error. A single measurement among them has the variance of one measurement, pooled over all
 * points that have several. Those that diverged have none, as they count as the worst for certain.
 *
 * @returns undefined where nothing was measured more than once
 */
export function knownNoise(losses: readonly Loss[], slopes: Float64Array): Float64Array | undefined {
  let [squares, degrees] = [0, 0];
  for (const [i, { n = 1, standardError, loss }] of losses.entries()) {
    if (standardError === undefined || n < 2 || loss === Number.POSITIVE_INFINITY) continue;
    squares += (n - 1) * n * (standardError * slopes[i]!) ** 2;
    degrees += n - 1;
  }
  if (degrees === 0) return undefined;
  const single = squares / degrees;
  return Float64Array.from(losses, ({ n = 1, standardError, loss }, i) => {
    if (loss === Number.POSITIVE_INFINITY) return 0;
    if (standardError !== undefined) return (standardError * slopes[i]!) ** 2;
    return single / n;
  });
}
