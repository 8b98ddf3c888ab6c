import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { usesResults } from '@seesaw/shared/searchSpace';
import { eventually } from '../../system/eventually.ts';
import { type Footprint, footprintOf } from '../../system/footprint.ts';
import { ringSweep } from '../../system/ringSweep.ts';
import { unleash } from './killer.ts';
import { type Strike, schedule } from './schedule.ts';
import { type StormApi, stormApi } from './stormApi.ts';
import type { StormSystem, TrainerPlan } from './stormSystem.ts';
import { type FunctionSweep, stepsOfTrial, stormySweep } from './stormySweep.ts';
import { watchSteps } from './watchSteps.ts';

export interface StormPlan {
  readonly seed: number;
  /** No fault begins later; the sweeps would need about two thirds of it. */
  readonly durationMs: number;
  readonly longestMs: number;
  readonly sweeps: readonly FunctionSweep[];
  /** Small real trainings, two at a time. */
  readonly rings: { readonly trials: number; readonly steps: number };
}

export interface EndedSweep {
  readonly row: SweepRow;
  readonly planned: number;
  /** By number. */
  readonly trials: readonly TrialRow[];
  /** The points that its undisturbed twin tried; undefined where nobody can know them before. */
  readonly expectedPoints: readonly TrialRow['point'][] | undefined;
  /** Of real trainings: what each trial of the undisturbed twin left. */
  readonly expectedFootprints: readonly Footprint[] | undefined;
}

/** What there is to look at when the storm is over. */
export interface Aftermath {
  readonly sweeps: readonly EndedSweep[];
  readonly steps: { readonly looks: number; readonly wentBack: readonly string[] };
  readonly strikes: number;
  readonly seconds: number;
  /** What the same work takes where nothing is lost. */
  readonly idealSeconds: number;
}

const ringPool = 'ring';
/** Fewer would show nothing of two at once; more would only share the processor. */
const ringLanes = 2;

/** Enough lanes for every sweep at once. */
export function trainersFor({ sweeps }: StormPlan): TrainerPlan[] {
  const lanes = sweeps.reduce((sum, { concurrency }) => sum + concurrency, 0);
  return [
    { pool: 'default', devices: `none:${Math.max(1, lanes)}` },
    { pool: ringPool, devices: `cpu:${ringLanes}` },
  ];
}

/** Runs the sweeps in peace, then again in the storm, side by side. Rejects when one does not end by itself. */
export async function sitThrough(
  plan: StormPlan,
  system: StormSystem,
  onStrike: (strike: Strike) => void,
): Promise<Aftermath> {
  const api = stormApi(system.apiUrl);
  const quiet = await Promise.all(plan.sweeps.map((sweep) => undisturbedPoints(api, system, sweep)));
  const ring = await undisturbedRing(api, system, plan);

  const trialMs = plan.sweeps.map((sweep) => (plan.durationMs * sweep.concurrency) / sweep.trials / 1.5);
  const created: SweepRow[] = [];
  for (const [index, sweep] of plan.sweeps.entries()) {
    created.push(await api.createSweep(stormySweep(sweep, Math.round(trialMs[index]! / stepsOfTrial))));
  }
  const ringRow = await api.createSweep(ringFile(plan, 'ring'));
  const startedMs = performance.now();
  const calm = new AbortController();
  const watch = watchSteps(
    api,
    [...created, ringRow].map(({ id }) => id),
  );
  const unleashed = unleash({ strikes: schedule(plan), world: system.world, signal: calm.signal, onStrike });
  const timeoutMs = plan.durationMs * 3 + 300_000;
  try {
    const rows = await Promise.all([...created, ringRow].map(({ id }) => untilEnded(api, id, timeoutMs)));
    const seconds = (performance.now() - startedMs) / 1000;
    calm.abort();
    const strikes = await unleashed;
    const sweeps = await Promise.all(
      rows.map(async (row, index): Promise<EndedSweep> => {
        const isRing = row.id === ringRow.id;
        return {
          row,
          planned: isRing ? plan.rings.trials : plan.sweeps[index]!.trials,
          trials: await trialsOf(system, row.id),
          expectedPoints: isRing ? ring.points : quiet[index],
          expectedFootprints: isRing ? ring.footprints : undefined,
        };
      }),
    );
    const idealSeconds = Math.max(ring.seconds, ...plan.sweeps.map((sweep, i) => idealOf(sweep, trialMs[i]!)));
    return { sweeps, steps: await watch.end(), strikes, seconds, idealSeconds };
  } finally {
    calm.abort();
    await unleashed;
    await watch.end();
  }
}

function idealOf({ trials, concurrency }: FunctionSweep, trialMs: number): number {
  return (Math.ceil(trials / concurrency) * trialMs) / 1000;
}

function untilEnded(api: StormApi, id: string, timeoutMs: number): Promise<SweepRow> {
  return eventually(
    `sweep ${id} to end by itself`,
    async () => {
      const row = await api.sweep(id);
      return row.state !== 'running' && row;
    },
    timeoutMs,
  );
}

export async function trialsOf({ store }: StormSystem, sweepId: string): Promise<TrialRow[]> {
  return (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 1000 })).items;
}

/** What depends on results is the same again only where there is one trial at a time. */
async function undisturbedPoints(
  api: StormApi,
  system: StormSystem,
  sweep: FunctionSweep,
): Promise<TrialRow['point'][] | undefined> {
  if (usesResults(sweep.method) && sweep.concurrency > 1) return undefined;
  const { id } = await api.createSweep(stormySweep(sweep, 0));
  await untilEnded(api, id, 300_000);
  return (await trialsOf(system, id)).map(({ point }) => point);
}

async function undisturbedRing(api: StormApi, system: StormSystem, plan: StormPlan) {
  const startedMs = performance.now();
  const { id } = await api.createSweep(ringFile(plan, 'undisturbed'));
  await untilEnded(api, id, 600_000);
  const seconds = (performance.now() - startedMs) / 1000;
  const trials = await trialsOf(system, id);
  const footprints = await Promise.all(trials.map((trial) => footprintOf(system.store, trial)));
  return { seconds, points: trials.map(({ point }) => point), footprints };
}

function ringFile({ rings }: StormPlan, name: string): string {
  return ringSweep({
    name,
    steps: rings.steps,
    seeds: Array.from({ length: rings.trials }, (_, index) => 11 + index),
    concurrency: ringLanes,
    maxAttempts: 100,
    extra: `pool: ${ringPool}`,
  });
}
