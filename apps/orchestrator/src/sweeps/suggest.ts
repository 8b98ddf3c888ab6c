import { propose } from '@seesaw/search/propose';
import { configOf } from '@seesaw/shared/configOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Suggest } from '@seesaw/store/storePort';

/** The configuration of trial `number` (1, 2, 3…): a function of the sweep, the number and what is known, nothing else. */
export const suggest: Suggest = (sweep, number, { results, open }) => {
  if (number > sweep.plannedTrials) return 'exhausted';
  const { space, constraints, method, seed, metric } = sweep;
  const index = place(sweep, number);
  const point = propose({ space, constraints, method, seed, number: index, goal: metric.goal, results, open });
  return point === 'exhausted' ? 'exhausted' : configOf(sweep, point, number);
};

/** A grid walks all of its points: those that a person picked stand between them and use none up. */
function place({ method, handPicked = [] }: ResolvedSweep, number: number): number {
  return method === 'grid' ? number - handPicked.filter((picked) => picked < number).length : number;
}
