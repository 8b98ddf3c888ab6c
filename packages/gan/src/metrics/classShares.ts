/** A class is held when it makes up at least this share of the samples, like a mode of points. */
const heldFrom = 0.03;

export interface ClassShares {
  /** Share of the rarest class, in [0, 1 / labels]. */
  readonly least: number;
  /** Classes with at least 3 % of the samples. */
  readonly held: number;
}

/** Which labels the classifier sees, each sample counted as its most likely one. `probabilities` is flat [samples, labels]; NaN spreads. */
export function classShares(probabilities: Float32Array, labels: number): ClassShares {
  if (probabilities.some(Number.isNaN)) return { least: Number.NaN, held: Number.NaN };
  const samples = probabilities.length / labels;
  const counts = new Array<number>(labels).fill(0);
  for (let s = 0; s < samples; s++) {
    const row = probabilities.subarray(s * labels, (s + 1) * labels);
    const likely = row.indexOf(Math.max(...row));
    counts[likely] = counts[likely]! + 1;
  }
  return { least: Math.min(...counts) / samples, held: counts.filter((n) => n >= heldFrom * samples).length };
}
