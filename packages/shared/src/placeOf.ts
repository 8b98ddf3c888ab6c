import type { ResolvedSweep } from './resolvedSweep.ts';

/** Where a trial stands among the points of its sweep. */
export interface PlaceOfTrial {
  /** Number of its point, from 1 in the order of their first trials: that of the trial itself where nothing is repeated. */
  readonly point: number;
  /** Number of the first trial of its point. */
  readonly first: number;
  /** Its point is the so many-th, from 1, that search suggests; undefined for one that a person picked. */
  readonly searched: number | undefined;
}

/**
 * Trials that repeat a point on other training seeds follow one another, around those of points that a person picked, which
 * follow one another as well. So the number of a trial says which point it trains.
 */
export function placeOf(
  { repeats = 1, handPicked = [] }: Pick<ResolvedSweep, 'repeats' | 'handPicked'>,
  number: number,
): PlaceOfTrial {
  const before = handPicked.filter((picked) => picked < number).length;
  if (handPicked[before] === number) {
    const group = Math.floor(before / repeats);
    const first = handPicked[group * repeats]!;
    const begun = Math.ceil((first - 1 - group * repeats) / repeats);
    return { point: group + 1 + begun, first, searched: undefined };
  }
  const searched = Math.ceil((number - before) / repeats);
  let first = (searched - 1) * repeats + 1;
  for (const picked of handPicked) if (picked <= first) first += 1;
  const groups = handPicked.filter((picked, index) => index % repeats === 0 && picked < first).length;
  return { point: searched + groups, first, searched };
}

/** How many trials the point with this first trial has by the plan: the last one of a sweep may have fewer than the others. */
export function plannedRepeats(
  sweep: Pick<ResolvedSweep, 'repeats' | 'handPicked' | 'plannedTrials'>,
  first: number,
): number {
  const { point } = placeOf(sweep, first);
  // Definitions of before there were repeats have none.
  const { repeats = 1, plannedTrials } = sweep;
  let count = 0;
  for (let number = first; number <= plannedTrials && count < repeats; number += 1) {
    if (placeOf(sweep, number).point === point) count += 1;
  }
  return count;
}
