/** Powers that are tried: 1 leaves the values as they are, 0 is near the logarithm. */
const POWERS = [-2, -1.75, -1.5, -1.25, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] as const;

/** Losses as a Gaussian process sees them, with the slope of the transformation at each: how far an error reaches. */
export interface Warped {
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

/**
 * Losses on the scale on which they look most normal, with mean 0 and deviation 1: the power transformation of Yeo and
 * Johnson 2000 with the most likely power. A Gaussian process expects as much change everywhere, and one value of a
 * thousand would flatten all differences that matter. Only compressing powers are tried, and the order of losses stays.
 *
 * @param losses Infinity counts as the worst finite one; at least one is finite
 */
export function warp(losses: readonly number[]): Warped {
  const worst = losses.reduce(
    (most, loss) => (loss < Number.POSITIVE_INFINITY ? Math.max(most, loss) : most),
    -Infinity,
  );
  const { values: y, slope } = standardized(Float64Array.from(losses, (loss) => Math.min(loss, worst)));
  const logJacobian = y.reduce((sum, v) => sum + Math.sign(v) * Math.log1p(Math.abs(v)), 0);
  let best = { likelihood: Number.NEGATIVE_INFINITY, power: 1, values: y };
  for (const power of POWERS) {
    const values = y.map((v) => yeoJohnson(v, power));
    const likelihood =
      (power - 1) * logJacobian - (y.length / 2) * Math.log(Math.max(momentsOf(values).variance, 1e-300));
    if (likelihood > best.likelihood) best = { likelihood, power, values };
  }
  const { values, slope: last } = standardized(best.values);
  return { values, slopes: y.map((v) => slope * yeoJohnsonSlope(v, best.power) * last) };
}

function yeoJohnson(v: number, power: number): number {
  if (v >= 0) return power === 0 ? Math.log1p(v) : ((v + 1) ** power - 1) / power;
  return -((1 - v) ** (2 - power) - 1) / (2 - power);
}

function yeoJohnsonSlope(v: number, power: number): number {
  return v >= 0 ? (v + 1) ** (power - 1) : (1 - v) ** (1 - power);
}

/** Equal values become 0. */
function standardized(values: Float64Array): { values: Float64Array; slope: number } {
  // Squares of the largest numbers would overflow.
  const size = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0) || 1;
  const small = values.map((v) => v / size);
  const { mean, variance } = momentsOf(small);
  const deviation = Math.sqrt(variance);
  if (!(deviation > 1e-12)) return { values: small.fill(0), slope: 0 };
  return { values: small.map((v) => (v - mean) / deviation), slope: 1 / size / deviation };
}

function momentsOf(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length };
}
