import type { Losses } from '@seesaw/shared/front';

/**
 * Crowding distances (Deb et al. 2002, section III-B): for each one how far its neighbours on either side are from one
 * another, added up over the objectives, each measured by its range. Infinity for the outermost of an objective.
 */
export function crowdingDistances(all: readonly Losses[]): number[] {
  const distances = all.map(() => 0);
  const objectives = all[0]?.length ?? 0;
  for (let objective = 0; objective < objectives; objective++) {
    // Halves: differences overflow where losses are far apart.
    const at = (index: number) => all[index]![objective]! / 2;
    const inOrder = all.map((_, index) => index).sort((a, b) => at(a) - at(b) || a - b);
    const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
    const range = at(last) - at(first);
    if (!(range > 0)) continue;
    for (const [place, index] of inOrder.entries()) {
      const outermost = place === 0 || place === inOrder.length - 1;
      distances[index]! += outermost
        ? Number.POSITIVE_INFINITY
        : (at(inOrder[place + 1]!) - at(inOrder[place - 1]!)) / range;
    }
  }
  return distances;
}
