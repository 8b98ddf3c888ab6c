import type { ValidationReply } from '@seesaw/shared/api';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Store } from '@seesaw/store/storePort';

/**
 * How long a sweep will take, from the median time on slots of the newest completed trials of the same recipe and the slots
 * that are alive in its pool. That time has in it what speed in a report leaves out: start-up, compiling, evaluations. Null
 * where no trial completed yet. In a lane a trial takes longer than alone, so those count that had as many lanes. Where there
 * is none, trials that share a program are taken as if they took turns, and others as no faster than they were in a lane: both
 * make the estimate too long rather than too short.
 */
export async function estimateDuration(
  sweep: ResolvedSweep,
  store: Pick<Store, 'trials' | 'workers'>,
): Promise<ValidationReply['estimate']> {
  const { plannedTrials, concurrency, pack = 1 } = sweep;
  const speeds = await measuredSpeeds({ recipe: sweep.recipe, pack }, store);
  const speed = speeds.sort((a, b) => a - b)[Math.floor(speeds.length / 2)];
  const steps = Number(sweep.base.steps ?? longest(sweep));
  if (speed === undefined || !(steps > 0)) return null;
  const workers = await store.workers.list();
  const slots = workers
    .filter((worker) => worker.pool === sweep.pool && worker.state === 'alive')
    .reduce((sum, worker) => sum + worker.slots.length, 0);
  const wanted = Math.min(concurrency, plannedTrials);
  const atOnce = slots === 0 ? wanted : Math.min(wanted, slots * pack);
  const programs = Math.ceil(atOnce / pack);
  const places = pack === 1 ? `${atOnce}` : plural(programs, 'pack');
  const earlier = plural(speeds.length, `earlier ${sweep.recipe} trial`);
  const secondsPerTrial = steps / speed;
  return {
    seconds: Math.round(Math.ceil(plannedTrials / atOnce) * secondsPerTrial),
    slotHours: (Math.ceil(plannedTrials / Math.min(pack, atOnce)) * secondsPerTrial) / 3600,
    basis: `${speed.toFixed(1)} steps/s with start-up and evaluations, the median of ${earlier}; ${places} at once`,
  };
}

/** Steps per second that each trial makes, `pack` of them in a program. */
async function measuredSpeeds(
  wanted: { recipe: string; pack: number },
  store: Pick<Store, 'trials'>,
): Promise<number[]> {
  const times = await store.trials.timesOnSlots(wanted);
  const alike = times.filter(({ pack }) => pack === wanted.pack);
  return (alike.length > 0 ? alike : times).map(
    ({ step, slotMs, pack }) => ((step * 1000) / slotMs) * Math.min(1, pack / wanted.pack),
  );
}

/** Where `steps` itself is varied: its largest value, so that the estimate errs on the safe side. */
function longest(sweep: ResolvedSweep): number {
  const dimension = sweep.space.find((axis) => axis.name === 'steps')?.dimension;
  switch (dimension?.kind) {
    case 'choice':
      return Math.max(...dimension.values.map(Number));
    case 'int':
    case 'float':
      return dimension.max;
    case 'constant':
      return Number(dimension.value);
    default:
      return Number.NaN;
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
