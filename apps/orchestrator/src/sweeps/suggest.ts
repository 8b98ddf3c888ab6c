import { propose } from '@seesaw/search/propose';
import { configOf } from '@seesaw/shared/configOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Known, Suggest } from '@seesaw/store/storePort';
import { pointsOf } from './repeatedPoints.ts';

/** The configuration of trial `number` (1, 2, 3…): a function of the sweep, the number and what is known, nothing else. */
export const suggest: Suggest = (sweep, number, known) => {
  if (number > sweep.plannedTrials) return 'exhausted';
  const { space, constraints, method, seed, metric } = sweep;
  const { results, open } = knownPoints(sweep, known);
  const point = propose({
    ...{ space, constraints, method, seed, goal: metric.goal, results, open },
    number: pointNumber(sweep, number),
  });
  return point === 'exhausted' ? 'exhausted' : configOf(sweep, point, number);
};

/** What search sees: trials, or where points are repeated over seeds, points with the mean of their trials. */
function knownPoints(sweep: ResolvedSweep, known: Known): Known {
  return (sweep.repeats ?? 1) === 1 ? known : pointsOf(known, (number) => pointNumber(sweep, number));
}

/** Trials of one point follow one another. A grid walks all of its points around those that a person picked. */
function pointNumber({ method, handPicked = [], repeats = 1 }: ResolvedSweep, number: number): number {
  const place = method === 'grid' ? number - handPicked.filter((picked) => picked < number).length : number;
  return Math.ceil(place / repeats);
}
