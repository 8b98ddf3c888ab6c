import { propose } from '@seesaw/search/propose';
import { configOf } from '@seesaw/shared/configOf';
import type { Suggest } from '@seesaw/store/storePort';

/** The configuration of trial `number` (1, 2, 3…): a function of the sweep and the number alone. */
export const suggest: Suggest = (sweep, number) => {
  if (number > sweep.plannedTrials) return 'exhausted';
  const point = propose({ space: sweep.space, method: sweep.method, seed: sweep.seed, number });
  return point === 'exhausted' ? 'exhausted' : configOf(sweep, point, number);
};
