import { propose } from '@seesaw/search/propose';
import { configOf } from '@seesaw/shared/configOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Suggest } from '@seesaw/store/storePort';

/** The configuration of trial `number` (1, 2, 3…): a function of the sweep and the number alone. */
export const suggest: Suggest = (sweep, number) => {
  if (number > sweep.plannedTrials) return 'exhausted';
  const point = propose({ space: sweep.space, method: sweep.method, seed: sweep.seed, number: place(sweep, number) });
  return point === 'exhausted' ? 'exhausted' : configOf(sweep, point, number);
};

/** A grid walks all of its points: those that a person picked stand between them and use none up. */
function place({ method, handPicked = [] }: ResolvedSweep, number: number): number {
  return method === 'grid' ? number - handPicked.filter((picked) => picked < number).length : number;
}
