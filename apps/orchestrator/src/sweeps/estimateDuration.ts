import type { ValidationReply } from '@seesaw/shared/api';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Store } from '@seesaw/store/storePort';

const speedMetric = 'system/steps_per_s';
const sweepsLookedAt = 50;
const trialsPerSweep = 20;

/**
 * How long a sweep will take, from the median speed of the newest trials of the same recipe and the slots that are alive
 * in its pool. Null where nothing was measured yet. Trials that share a program are counted as if they took turns: what is
 * gained by it shows once such trials have been measured.
 */
export async function estimateDuration(sweep: ResolvedSweep, store: Store): Promise<ValidationReply['estimate']> {
  const speeds = await measuredSpeeds(sweep.recipe, store);
  const speed = speeds.sort((a, b) => a - b)[Math.floor(speeds.length / 2)];
  const steps = Number(sweep.base.steps ?? longest(sweep));
  if (speed === undefined || !(steps > 0)) return null;
  const workers = await store.workers.list();
  const slots = workers
    .filter((worker) => worker.pool === sweep.pool && worker.state === 'alive')
    .reduce((sum, worker) => sum + worker.slots.length, 0);
  const wanted = Math.ceil(Math.min(sweep.concurrency, sweep.plannedTrials) / (sweep.pack ?? 1));
  const atOnce = Math.max(1, Math.min(wanted, slots || wanted));
  const secondsPerTrial = steps / speed;
  return {
    seconds: Math.round(Math.ceil(sweep.plannedTrials / atOnce) * secondsPerTrial),
    slotHours: (sweep.plannedTrials * secondsPerTrial) / 3600,
    basis: `${speed.toFixed(1)} steps/s, the median of ${speeds.length} earlier ${sweep.recipe} trials; ${atOnce} ${sweep.pack === undefined ? '' : 'packs '}at once`,
  };
}

/** Steps per second of a slot: it makes so many in each of its lanes. */
async function measuredSpeeds(recipe: string, store: Store): Promise<number[]> {
  const { items } = await store.sweeps.list({ limit: sweepsLookedAt, archived: 'all' });
  const speeds: number[] = [];
  for (const { id, definition } of items.filter((row) => row.definition.recipe === recipe).slice(0, 3)) {
    const query = { sweepId: id, sort: 'number', order: 'desc', limit: trialsPerSweep } as const;
    for (const row of (await store.trials.list(query)).items) {
      const last = row.metrics[speedMetric]?.last;
      if (typeof last === 'number' && last > 0) speeds.push(last * (definition.pack ?? 1));
    }
  }
  return speeds;
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
