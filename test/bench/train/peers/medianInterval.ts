/**
 * At least 95 % confidence that the median of what the values were drawn from lies between two of them (order statistics: how
 * many lie below it is binomial); below six values the smallest and the largest, which are less sure.
 */
export function medianInterval(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  let term = 0.5 ** n;
  let below = term;
  let place = 0;
  // Both tails beyond the value at `place` together have at most 5 %.
  while (place + 1 < n / 2) {
    term *= (n - place) / (place + 1);
    if (2 * (below + term) > 0.05) break;
    below += term;
    place += 1;
  }
  return [sorted[place]!, sorted[n - 1 - place]!];
}
