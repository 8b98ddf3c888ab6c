/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** The upper one of the two in the middle; NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  return smallest(new Float64Array(values), values.length >> 1);
}

/**
 * The element that would be number `k` if they were sorted, without sorting all (Hoare 1961, Algorithm 65: FIND): at every report rules
 * ask for medians of thousands. Changes the order of `values`.
 */
function smallest(values: Float64Array, k: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[k]!;
    let [up, down] = [low, high];
    while (up <= down) {
      while (values[up]! < pivot) up += 1;
      while (values[down]! > pivot) down -= 1;
      if (up > down) break;
      const moved = values[up]!;
      values[up] = values[down]!;
      values[down] = moved;
      up += 1;
      down -= 1;
    }
    if (down < k) low = up;
    if (up > k) high = down;
  }
  return values[k] ?? Number.NaN;
}
