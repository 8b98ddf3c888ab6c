/** Losses of one trial, one for each objective: small is good, all finite. */
export type Losses = readonly number[];

/** Whether `a` is nowhere worse than `b` and somewhere better. */
export function dominates(a: Losses, b: Losses): boolean {
  let better = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) better = true;
  }
  return better;
}

/** The Pareto front: indices, ascending, of those that nobody dominates. Equal ones are on it together. */
export function frontOf(all: readonly Losses[]): number[] {
  // Whoever dominates another one stands before it here, and what a dominated one dominates is dominated by the front too.
  const inOrder = all.map((_, index) => index).sort((a, b) => dictionaryOrder(all[a]!, all[b]!) || a - b);
  const front: number[] = [];
  for (const index of inOrder) {
    // The last one first: whoever dominated one dominates its neighbours too, so it goes to the end.
    const place = front.findLastIndex((other) => dominates(all[other]!, all[index]!));
    if (place < 0) front.push(index);
    else [front[place], front[front.length - 1]] = [front.at(-1)!, front[place]!];
  }
  return front.sort((a, b) => a - b);
}

/** As words in a dictionary: by the first loss, then by the second, … */
function dictionaryOrder(a: Losses, b: Losses): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i]! !== b[i]!) return a[i]! - b[i]!;
  }
  return 0;
}
