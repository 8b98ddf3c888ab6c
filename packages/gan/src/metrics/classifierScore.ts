/**
 * exp E KL(p(y|x) ‖ p(y)) (Salimans et al. 2016, with the project's own classifier) in [1, labels], and the mean probability
 * of the most likely label. `probabilities` is a flat [samples, labels].
 */
export function classifierScore(probabilities: Float32Array, labels: number): { score: number; confidence: number } {
  const samples = probabilities.length / labels;
  const marginal = new Float64Array(labels);
  probabilities.forEach((p, i) => {
    marginal[i % labels] = marginal[i % labels]! + p / samples;
  });
  let divergence = 0;
  let confidence = 0;
  for (let s = 0; s < samples; s++) {
    const row = probabilities.subarray(s * labels, (s + 1) * labels);
    row.forEach((p, y) => {
      if (p > 0) divergence += (p * Math.log(p / marginal[y]!)) / samples;
    });
    confidence += row.reduce((a, b) => (Number.isNaN(b) ? b : Math.max(a, b)), 0) / samples;
  }
  // p > 0 is false for NaN: a generator that left the numbers must not look like one that generates a single label.
  return { score: marginal.some(Number.isNaN) ? Number.NaN : Math.exp(divergence), confidence };
}
