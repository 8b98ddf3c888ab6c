import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { OpenTrial } from '@seesaw/shared/workflows';
import type { SegmentStart } from '../segmentPort.ts';
import type { Store } from '../storePort.ts';
import type { Suggest } from '../suggestPort.ts';

export function exampleSweep(changes: Partial<ResolvedSweep> = {}): ResolvedSweep {
  return {
    name: 'balance',
    description: 'how strong may D be',
    recipe: 'ring-mlp',
    dataset: 'ring',
    method: 'grid',
    metric: { name: 'eval/score', goal: 'minimize' },
    seed: 7,
    space: [
      { name: 'lr_ratio', dimension: { kind: 'float', min: 0.1, max: 10, scale: 'log' } },
      { name: 'loss', dimension: { kind: 'constant', value: 'hinge' } },
    ],
    constraints: [],
    base: { batch_size: 64 },
    plannedTrials: 6,
    repeats: 1,
    concurrency: 2,
    pool: 'default',
    retry: { maxAttempts: 3, from: 'checkpoint' },
    maxFailed: null,
    maxFailedRate: null,
    maxHours: null,
    earlyTerminate: null,
    pbt: null,
    checkpoint: { everySteps: 10, keep: 2 },
    ...changes,
  };
}

export const suggest = ((sweep, number) => {
  const { steps: _, ...base } = sweep.base;
  return {
    recipe: sweep.recipe,
    dataset: sweep.dataset,
    seed: number,
    steps: 100,
    values: { ...base, loss: 'hinge', lr_ratio: number / 10 },
    checkpoint: sweep.checkpoint,
  };
}) satisfies Suggest;

export async function newSweep(store: Store, changes: Partial<ResolvedSweep> = {}): Promise<string> {
  const { row } = await store.sweeps.create({ sweep: exampleSweep(changes), yaml: 'name: balance' });
  return row.id;
}

/** A sweep with its first trials, not started yet; all of them may run at once. */
export async function newTrials(store: Store, count: number, changes: Partial<ResolvedSweep> = {}) {
  const sweepId = await newSweep(store, { concurrency: Math.max(2, count), ...changes });
  const { trials } = await store.sweeps.nextTrials({ sweepId, open: [], count, suggest });
  return { sweepId, trials };
}

/** A sweep with one trial in its first attempt. */
export async function runningTrial(store: Store, changes: Partial<ResolvedSweep> = {}) {
  const { sweepId, trials } = await newTrials(store, 1, changes);
  const { trialId } = trials[0] as OpenTrial;
  const { attempt } = await begin(store, trialId);
  return { sweepId, trialId, attempt };
}

/** Starts the next attempt of a trial that may run. */
export async function begin(store: Store, trialId: number): Promise<Extract<SegmentStart, { kind: 'run' }>> {
  const start = await store.segments.start({ trialId, workerId: 'worker-1', host: 'host-a', slot: 0 });
  if (start.kind !== 'run') throw new Error(`Trial ${trialId} did not start: ${JSON.stringify(start)}`);
  return start;
}

/** Reports a value of the objective, without which a trial cannot complete. */
export async function reportScore(store: Store, segment: { trialId: number; attempt: number }): Promise<void> {
  await store.metrics.append({ ...segment, points: [{ metric: 'eval/score', step: 100, value: 1, at: 0 }] });
}

export const twoObjectives: NonNullable<ResolvedSweep['metrics']> = [
  { name: 'eval/score', goal: 'minimize' },
  { name: 'eval/modes', goal: 'maximize' },
];

/** Starts a trial and ends it, completed with these last values or diverged. Answers the state that holds. */
export async function endTrial(
  store: Store,
  { sweepId, number }: { sweepId: string; number: number },
  values: Record<string, number> | 'diverged',
): Promise<string> {
  const { id: trialId } = await store.trials.byNumber(sweepId, number);
  const { attempt } = await begin(store, trialId);
  const reported = values === 'diverged' ? {} : values;
  const points = Object.entries(reported).map(([metric, value]) => ({ metric, step: 100, value, at: 0 }));
  await store.metrics.append({ trialId, attempt, points });
  const state = values === 'diverged' ? 'diverged' : 'completed';
  return (await store.segments.finish({ trialId, attempt, state, step: 100, message: 'over' })).state;
}
