import { evolve as exploits } from '@seesaw/search/schedule/evolve';
import { configOf } from '@seesaw/shared/configOf';
import type { Evolve } from '@seesaw/store/suggestPort';

/** One generation of population based training, with the configuration that each new point makes. */
export const evolve: Evolve = (sweep, pbt, step, members) => {
  const { space, constraints, metric, seed } = sweep;
  return exploits({ pbt, space, constraints: constraints ?? [], goal: metric.goal, seed, step, members }).map(
    (exploit) => ({
      ...exploit,
      config: configOf(sweep, exploit.point, exploit.number),
    }),
  );
};
