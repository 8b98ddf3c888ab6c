import { formatNumber } from '../../format/numbers.ts';

/** From this ratio of the largest to the least value one number of decimals would not tell both. */
const decades = 100;

/** Numbers that stand beside each other have the same decimals: as many as tell a hundredth of their span apart. */
export function scoresInWords(scores: readonly number[]): (score: number | null) => string {
  const finite = scores.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const span = high - low;
  const isPlain = span >= 1e-3 && Math.max(Math.abs(low), Math.abs(high)) < 1e5;
  if (!isPlain || (low > 0 && high / low > decades)) return formatNumber;
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(span)));
  return (score) => {
    if (score === null || !Number.isFinite(score)) return formatNumber(score);
    const text = score.toFixed(decimals);
    // Nothing is less than nothing.
    return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
  };
}
