import { propose } from '@seesaw/search/propose';
import { configOf } from '@seesaw/shared/configOf';
import type { Suggest } from '@seesaw/store/storePort';

/** The configuration of trial `number` (1, 2, 3…): a function of the sweep, the number and what is known, nothing else. */
export const suggest: Suggest = (sweep, number, { results, open }) => {
  if (number > sweep.plannedTrials) return 'exhausted';
  const { space, constraints, method, seed, metric } = sweep;
  const point = propose({ space, constraints, method, seed, number, goal: metric.goal, results, open });
  return point === 'exhausted' ? 'exhausted' : configOf(sweep, point, number);
};
