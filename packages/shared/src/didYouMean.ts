/** The known name closest to what was typed, if it is close enough to be a slip of the finger; undefined otherwise. */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  const wanted = plain(typed);
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const candidate = plain(name);
    // `d_loss` for `train/d_loss`: the last segment counts as the whole name.
    const last = candidate.slice(candidate.lastIndexOf('/') + 1);
    const begins = wanted.length >= 3 && (candidate.startsWith(wanted) || last.startsWith(wanted));
    const distance = begins ? 1 : Math.min(editDistance(wanted, candidate), editDistance(wanted, last));
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.name : undefined;
}

/** "Did you mean lr_ratio?", or the list of what there is when nothing is near and the list is short enough to read. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(typed, known);
  if (nearest !== undefined) return `Did you mean ${nearest}?`;
  return known.length > 0 && known.length <= 30 ? `There is: ${known.join(', ')}.` : undefined;
}

function plain(name: string): string {
  return name.slice(0, 64).toLowerCase().replaceAll('-', '_').replaceAll(' ', '_');
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1 each. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
