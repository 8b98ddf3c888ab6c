/**
 * Kernel distance, unbiased, with k(x, y) = (x·y / size + 1)³ (Bińkowski et al. 2018; the estimator is MMD²ᵤ of
 * Gretton et al. 2012, equation 3): mean k within each set over pairs of different members, minus twice the mean k across.
 * Around 0 for two sets of one distribution, so it may be below 0.
 */
export function kid(means: { withinReal: number; withinGenerated: number; across: number }): number {
  return means.withinReal + means.withinGenerated - 2 * means.across;
}

/** Mean k over all pairs; `dots` holds their x·y. */
export function kernelMean(dots: Float32Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < dots.length; i++) sum += kernel(dots[i]!, size);
  return sum / dots.length;
}

/** Mean k over pairs of different members of one set, whose products with itself are `dots` [count, count]; NaN below two. */
export function kernelMeanWithin(dots: Float32Array, count: number, size: number): number {
  let itself = 0;
  for (let i = 0; i < count; i++) itself += kernel(dots[i * count + i]!, size);
  return (kernelMean(dots, size) * count * count - itself) / (count * (count - 1));
}

function kernel(dot: number, size: number): number {
  const base = dot / size + 1;
  return base * base * base;
}
