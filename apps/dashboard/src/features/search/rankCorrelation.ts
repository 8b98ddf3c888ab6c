export interface RankCorrelation {
  /** Pairs in which both have a value. */
  readonly n: number;
  /** Spearman's ρ in [-1, 1]; NaN where one of the two never changes. */
  readonly rho: number;
  /** 95 % interval by Fisher's z with the standard error 1.03 / √(n − 3) (Fieller, Hartley & Pearson 1957); NaN below five pairs. */
  readonly low: number;
  readonly high: number;
}

/** Spearman's rank correlation; equal values share the mean of their ranks. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): RankCorrelation {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < a.length; i++) if (!Number.isNaN(a[i]! + b[i]!)) pairs.push([a[i]!, b[i]!]);
  const n = pairs.length;
  const rho = pearson(ranks(pairs.map(([x]) => x)), ranks(pairs.map(([, y]) => y)));
  if (n < 5 || Number.isNaN(rho)) return { n, rho, low: Number.NaN, high: Number.NaN };
  const half = (1.96 * 1.03) / Math.sqrt(n - 3);
  const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
  return { n, rho, low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

/** From 0 on; equal values get the mean of the places they take. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranked = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++;
    for (let i = from; i <= to; i++) ranked[order[i]!] = (from + to) / 2;
    from = to + 1;
  }
  return ranked;
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? Number.NaN : ab / Math.sqrt(aa * bb);
}
