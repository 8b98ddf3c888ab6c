export interface Spread {
  readonly quartile1: number;
  readonly median: number;
  readonly quartile3: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const [quartile1, median, quartile3] = [0.25, 0.5, 0.75].map((share) => rounded(quantile(values, share)));
  return { quartile1: quartile1!, median: median!, quartile3: quartile3! };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Three digits: more is noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Between the two nearest values in proportion, as NumPy does by default. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below);
}
