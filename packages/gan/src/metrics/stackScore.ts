export interface StackScore {
  /** Combinations of labels that some item shows, of labels^planes. */
  readonly modes: number;
  /** KL(generated ‖ even) in nats of the combinations; absent when no item shows any. */
  readonly reverseKl?: number;
}

/**
 * How many of the combinations are there (Metz et al. 2017, section 3.3.1): of each item the most likely label of every
 * plane. `probabilities` is flat [items, planes, labels]; an item with NaN shows nothing.
 */
export function stackScore(probabilities: Float32Array, planes: number, labels: number): StackScore {
  const all = labels ** planes;
  const histogram = new Uint32Array(all);
  for (let start = 0; start < probabilities.length; start += planes * labels) {
    const mode = modeOf(probabilities.subarray(start, start + planes * labels), labels);
    if (mode !== undefined) histogram[mode] = histogram[mode]! + 1;
  }
  const seen = histogram.filter((n) => n > 0);
  if (seen.length === 0) return { modes: 0 };
  const total = seen.reduce((a, b) => a + b, 0);
  const reverseKl = seen.reduce((sum, n) => sum + (n / total) * Math.log((n / total) * all), 0);
  return { modes: seen.length, reverseKl };
}

/** The most likely labels as digits of a number, the first plane leading. */
function modeOf(item: Float32Array, labels: number): number | undefined {
  let mode = 0;
  for (let start = 0; start < item.length; start += labels) {
    const row = item.subarray(start, start + labels);
    const likely = row.indexOf(Math.max(...row));
    if (likely < 0) return undefined;
    mode = mode * labels + likely;
  }
  return mode;
}
