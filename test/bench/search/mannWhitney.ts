import { normalCdf } from '@seesaw/search/numeric/normal';

/**
 * One-sided Mann-Whitney U test: how likely two samples of one distribution would look so much as if values of `a` were
 * smaller than those of `b`. Normal approximation with corrections for ties and continuity, as in SciPy's
 * `mannwhitneyu(a, b, alternative='less', method='asymptotic')`.
 */
export function probabilityThatLessIsChance(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, own: true })), ...b.map((value) => ({ value, own: false }))];
  all.sort((x, y) => x.value - y.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]!.value === all[start]!.value) end++;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) if (all[i]!.own) rankSum += rank;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  const [m, n] = [a.length, b.length];
  const u = rankSum - (m * (m + 1)) / 2;
  const total = m + n;
  const deviation = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))));
  if (!(deviation > 0)) return 0.5;
  return normalCdf((u + 0.5 - (m * n) / 2) / deviation);
}
