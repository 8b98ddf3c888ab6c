import { frontOf, type Losses } from '@seesaw/shared/front';

/**
 * The volume of what lies between the vectors and `reference`: of every place that some vector dominates (Zitzler and Thiele
 * 1998). Exact, in two objectives by a sweep, in more by the walking fish group's algorithm (While, Bradstreet and Barone
 * 2012): each vector adds what it dominates alone, less what of that those behind it dominate. What is not below
 * `reference` in every objective adds nothing.
 */
export function hypervolume(all: readonly Losses[], reference: Losses): number {
  const inside = all.filter((losses) => losses.every((loss, i) => loss < reference[i]!));
  return volumeOf(
    frontOf(inside).map((index) => inside[index]!),
    reference,
  );
}

/** What is lost without one of them: the volume that it alone dominates, 0 for one that another dominates or equals. */
export function exclusiveVolume(losses: Losses, others: readonly Losses[], reference: Losses): number {
  if (losses.some((loss, i) => !(loss < reference[i]!))) return 0;
  const box = losses.reduce((volume, loss, i) => volume * (reference[i]! - loss), 1);
  const shared = others.map((other) => other.map((loss, i) => Math.max(loss, losses[i]!)));
  return Math.max(box - hypervolume(shared, reference), 0);
}

/** @param front nobody dominates anybody */
function volumeOf(front: readonly Losses[], reference: Losses): number {
  if (front.length === 0) return 0;
  // The more is behind a vector, the less is left of it: by the last objective, the worst first.
  const last = reference.length - 1;
  const sorted = front.toSorted((a, b) => b[last]! - a[last]!);
  if (reference.length <= 2) return areaOf(sorted, reference);
  return sorted.reduce((sum, losses, place) => {
    const behind = sorted.slice(place + 1);
    return sum + exclusiveVolume(losses, behind, reference);
  }, 0);
}

/** @param sorted by the last objective, falling; so the first one rises */
function areaOf(sorted: readonly Losses[], reference: Losses): number {
  if (reference.length === 1) return reference[0]! - sorted.at(-1)![0]!;
  let area = 0;
  let upper = reference[1]!;
  for (const [x, y] of sorted as readonly (readonly [number, number])[]) {
    area += (reference[0]! - x) * (upper - y);
    upper = y;
  }
  return area;
}
