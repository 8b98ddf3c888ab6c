/**
 * Share of samples that a classifier gives the label they were made for. `probabilities` is a flat [samples, labels]; a sample
 * whose probabilities are no numbers has no label.
 */
export function labelAccuracy(probabilities: Float32Array, labels: number, asked: (sample: number) => number): number {
  const samples = probabilities.length / labels;
  let right = 0;
  for (let sample = 0; sample < samples; sample++) {
    const row = probabilities.subarray(sample * labels, (sample + 1) * labels);
    const wanted = row[asked(sample)]!;
    if (row.every((other, label) => other < wanted || label === asked(sample))) right += 1;
  }
  return right / samples;
}
