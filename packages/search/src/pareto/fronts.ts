import { frontOf, type Losses } from '@seesaw/shared/front';

/**
 * Nondominated sorting (Deb et al. 2002): those whom nobody dominates, then those whom nobody of the rest dominates, … as
 * indices, ascending. Ends with the front that makes them `enough`: who comes behind is often nobody's concern.
 */
export function frontsOf(all: readonly Losses[], enough = all.length): number[][] {
  const fronts: number[][] = [];
  let rest = all.map((_, index) => index);
  for (let count = 0; rest.length > 0 && count < enough; count += fronts.at(-1)!.length) {
    const inFront = new Set(frontOf(rest.map((index) => all[index]!)).map((place) => rest[place]!));
    fronts.push([...inFront]);
    rest = rest.filter((index) => !inFront.has(index));
  }
  return fronts;
}
