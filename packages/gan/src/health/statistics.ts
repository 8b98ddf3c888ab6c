/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** The upper one of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  // Several times faster than with a comparison, and rules ask for many at every report.
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
