import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { eventually } from '../../system/eventually.ts';
import { type Footprint, footprintOf } from '../../system/footprint.ts';
import { ringSweep } from '../../system/ringSweep.ts';
import { unleash } from './killer.ts';
import { type Strike, schedule } from './schedule.ts';
import { type StormApi, stormApi } from './stormApi.ts';
import type { StormSystem, TrainerPlan } from './stormSystem.ts';
import { type FunctionSweep, repeatsItself, stepsOfTrial, stormySweep } from './stormySweep.ts';
import { watchSteps } from './watchSteps.ts';

export interface StormPlan {
  readonly seed: number;
  /** No fault begins later; the sweeps would need about two thirds of it. */
  readonly durationMs: number;
  readonly longestMs: number;
  readonly sweeps: readonly FunctionSweep[];
  /** Sweeps of small real trainings: the n-th one of each is the same. */
  readonly rings: { readonly steps: number; readonly sweeps: readonly RingSweep[] };
}

export interface RingSweep {
  readonly trials: number;
  /** Lanes of the program in which they train together; absent = each alone, two at a time. */
  readonly pack?: number;
}

export interface EndedSweep {
  readonly row: SweepRow;
  readonly planned: number;
  /** By number. */
  readonly trials: readonly TrialRow[];
  /** Its trainings are real ones, not functions. */
  readonly isReal: boolean;
  /** What came of the undisturbed twin, by number; undefined where nobody can know it before. */
  readonly twin: readonly TwinTrial[] | undefined;
}

export interface TwinTrial extends Pick<TrialRow, 'point' | 'state' | 'step'> {
  readonly footprint: Footprint;
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
const aloneAtOnce = 2;

/** Enough slots for every sweep at once. */
export function trainersFor({ sweeps, rings }: StormPlan): TrainerPlan[] {
  const functions = sweeps.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const trainings = rings.sweeps.reduce((sum, { pack }) => sum + (pack === undefined ? aloneAtOnce : 1), 0);
  return [
    { pool: 'default', devices: `none:${Math.max(1, functions)}` },
    { pool: ringPool, devices: `cpu:${Math.max(1, trainings)}` },
  ];
}

/** Runs the sweeps in peace, then again in the storm, side by side. Rejects when one does not end by itself. */
export async function sitThrough(
  plan: StormPlan,
  system: StormSystem,
  onStrike: (strike: Strike) => void,
): Promise<Aftermath> {
  const api = stormApi(system.apiUrl);
  const quiet = await Promise.all(plan.sweeps.map((sweep) => undisturbedSweep(api, system, sweep)));
  const ring = await undisturbedRing(api, system, plan);

  const stepMs = plan.sweeps.map((sweep, index) => stepMsOf(plan, sweep, quiet[index]));
  const created: SweepRow[] = [];
  for (const [index, sweep] of plan.sweeps.entries()) {
    created.push(await api.createSweep(stormySweep(sweep, stepMs[index]!)));
  }
  for (const sweep of plan.rings.sweeps) {
    created.push(await api.createSweep(ringFile(plan, sweep, sweep.pack === undefined ? 'ring' : 'packed-ring')));
  }
  const startedMs = performance.now();
  const calm = new AbortController();
  const watch = watchSteps(
    api,
    created.map(({ id }) => id),
  );
  const unleashed = unleash({ strikes: schedule(plan), world: system.world, signal: calm.signal, onStrike });
  const timeoutMs = plan.durationMs * 3 + 300_000;
  try {
    const rows = await Promise.all(created.map(({ id }) => untilEnded(api, id, timeoutMs)));
    const seconds = (performance.now() - startedMs) / 1000;
    calm.abort();
    const strikes = await unleashed;
    const sweeps = await Promise.all(
      rows.map(async (row, index): Promise<EndedSweep> => {
        const isReal = index >= plan.sweeps.length;
        const { trials: planned } = plan.sweeps[index] ?? plan.rings.sweeps[index - plan.sweeps.length]!;
        const twin = isReal ? ring.twin : quiet[index];
        return { row, planned, trials: await trialsOf(system, row.id), isReal, twin };
      }),
    );
    const ideals = plan.sweeps.map((sweep, i) => idealSecondsOf(sweep, sweeps[i]!.trials, stepMs[i]!));
    const idealSeconds = Math.max(ring.seconds, ...ideals);
    return { sweeps, steps: await watch.end(), strikes, seconds, idealSeconds };
  } finally {
    calm.abort();
    await unleashed;
    await watch.end();
  }
}

/** So that the sweep trains for two thirds of the storm. */
function stepMsOf({ durationMs }: StormPlan, sweep: FunctionSweep, twin: readonly TwinTrial[] | undefined): number {
  const steps = twin === undefined ? sweep.trials * stepsOfTrial : stepsIn(twin);
  return Math.round((durationMs * sweep.concurrency) / steps / 1.5);
}

function idealSecondsOf({ concurrency }: FunctionSweep, trials: readonly TrialRow[], stepMs: number): number {
  return (stepsIn(trials) * stepMs) / concurrency / 1000;
}

function stepsIn(trials: readonly { step: number }[]): number {
  return trials.reduce((sum, { step }) => sum + step, 0);
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

async function undisturbedSweep(
  api: StormApi,
  system: StormSystem,
  sweep: FunctionSweep,
): Promise<TwinTrial[] | undefined> {
  if (!repeatsItself(sweep)) return undefined;
  const { id } = await api.createSweep(stormySweep(sweep, 0));
  await untilEnded(api, id, 600_000);
  return twinOf(system, id);
}

/** Each training alone: those that the storm meets in lanes must end as if they had never shared anything. */
async function undisturbedRing(api: StormApi, system: StormSystem, plan: StormPlan) {
  const startedMs = performance.now();
  const trials = Math.max(...plan.rings.sweeps.map((sweep) => sweep.trials));
  const { id } = await api.createSweep(ringFile(plan, { trials }, 'undisturbed'));
  await untilEnded(api, id, 600_000);
  return { seconds: (performance.now() - startedMs) / 1000, twin: await twinOf(system, id) };
}

async function twinOf(system: StormSystem, sweepId: string): Promise<TwinTrial[]> {
  const trials = await trialsOf(system, sweepId);
  return Promise.all(
    trials.map(async (trial) => ({
      point: trial.point,
      state: trial.state,
      step: trial.step,
      footprint: await footprintOf(system.store, trial),
    })),
  );
}

function ringFile({ rings: { steps } }: StormPlan, { trials, pack }: RingSweep, name: string): string {
  return ringSweep({
    name,
    steps,
    // Each of them has to come to MLflow before the storm counts as over.
    everySteps: Math.round(steps / 4),
    seeds: Array.from({ length: trials }, (_, index) => 11 + index),
    concurrency: pack ?? aloneAtOnce,
    maxAttempts: 100,
    extra: `pool: ${ringPool}\n${pack === undefined ? '' : `pack: ${pack}\n`}`,
  });
}
