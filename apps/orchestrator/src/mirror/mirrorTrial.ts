import type { MetricPoint } from '@seesaw/mlflow-ts/run';
import { trialWorkflowId } from '@seesaw/shared/queues';
import type { TrialRow } from '@seesaw/shared/records';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { MirrorWork } from '@seesaw/store/storePort';
import { bucketEnd, type CurvePoint, downsample } from './downsample.ts';
import { type MirrorContext, statusChange, trialStatus } from './mirrorContext.ts';
import { createParentRun, type MirrorRun } from './mirrorSweep.ts';
import { remarkTags } from './remarkTags.ts';

/** A training trial's curve may be this much behind; a change of its state is mirrored at once. */
const curveDelayMs = 10_000;

/** The child run: params, tags, downsampled curves as far as they are complete, and the status that holds. */
export async function mirrorTrial(context: MirrorContext, work: MirrorWork & { trialId: number }): Promise<void> {
  const { store, mlflow, fresh } = context;
  const row = await store.trials.get(work.trialId);
  const last = fresh.get(row.id);
  if (row.state === 'running' && last?.state === 'running' && Date.now() - last.at < curveDelayMs) return;

  const known = work.runId !== null && work.experimentId !== null;
  const run = known ? { runId: work.runId!, experimentId: work.experimentId! } : await createChildRun(context, row);
  const finished = isEndedTrial(row.state);
  // A step is complete once a later one was reported: evaluations of a step arrive after its losses.
  const toStep = finished ? row.step : bucketEnd(row.config.steps, row.step);
  const curves = await readCurves(context, {
    row,
    fromStep: work.metricsToStep === 0 ? -1 : work.metricsToStep,
    toStep,
  });
  const { points, nonFinite } = curves;
  await mlflow.metrics.logBatch(run.runId, {
    ...(!known && { params: paramsOf(row) }),
    tags: {
      ...tagsOf(row),
      ...(work.remarked && remarkTags(row, '')),
      ...(Object.keys(nonFinite).length > 0 && { 'seesaw.non_finite': JSON.stringify(nonFinite) }),
    },
    metrics: points,
  });
  await mlflow.runs.update(run.runId, statusChange(trialStatus[row.state], row.endedAt));
  fresh.set(row.id, { state: row.state, at: Date.now() });
  if (finished) fresh.delete(row.id);
  await store.mlflow.mirrored({
    sweepId: row.sweepId,
    trialId: row.id,
    version: work.version,
    metricsToStep: Math.max(work.metricsToStep, toStep),
  });
}

async function createChildRun(context: MirrorContext, row: TrialRow): Promise<MirrorRun> {
  const { store, mlflow, experimentId } = context;
  const parent = await parentOf(context, row.sweepId);
  const number = String(row.number).padStart(4, '0');
  const run = await mlflow.runs.findOrCreate({
    experimentId,
    name: `${parent.name}-${number}`,
    startTimeMs: Date.parse(row.createdAt),
    parentRunId: parent.runId,
    tags: { 'temporal.workflow_id': trialWorkflowId(row.sweepId, row.number) },
    identity: { 'seesaw.sweep_id': row.sweepId, 'seesaw.trial_id': String(row.id), 'seesaw.kind': 'trial' },
  });
  if (run.lifecycleStage === 'deleted') await mlflow.runs.restore(run.id);
  return store.mlflow.link({ sweepId: row.sweepId, trialId: row.id, runId: run.id, experimentId });
}

async function parentOf(context: MirrorContext, sweepId: string): Promise<{ name: string; runId: string }> {
  const { store, parents } = context;
  const known = parents.get(sweepId);
  if (known !== undefined) return known;
  const [sweep, links] = [await store.sweeps.get(sweepId), await store.mlflow.links(sweepId)];
  const { runId } = links.find((link) => link.trialId === null) ?? (await createParentRun(context, sweep));
  const parent = { name: sweep.name, runId };
  parents.set(sweepId, parent);
  return parent;
}

interface Stretch {
  readonly row: TrialRow;
  /** Exclusive. */
  readonly fromStep: number;
  /** Inclusive. */
  readonly toStep: number;
}

/**
 * A point's time is the trial's creation plus one millisecond a step: the same whenever it is sent, also by a replay after
 * a crash, so that MLflow recognises what it has.
 */
async function readCurves({ store }: MirrorContext, { row, fromStep, toStep }: Stretch) {
  const created = Date.parse(row.createdAt);
  const points: MetricPoint[] = [];
  if (toStep <= fromStep) return { points, nonFinite: {} };
  /** Values that MLflow must not get, counted for each metric from the first step on. */
  const nonFinite = await store.metrics.nonFinite(row.id);
  for (const [key, { lastStep }] of Object.entries(row.metrics)) {
    if (lastStep <= fromStep) continue;
    const fresh: CurvePoint[] = await store.metrics.all({ trialId: row.id, metric: key, afterStep: fromStep });
    const stretch = fresh.filter((point) => Number.isFinite(point.value) && point.step <= toStep);
    for (const { step, value } of downsample(stretch, row.config.steps)) {
      points.push({ key, value, timestampMs: created + step, step });
    }
  }
  return { points, nonFinite };
}

function paramsOf({ config }: TrialRow): Record<string, string> {
  const named = { recipe: config.recipe, dataset: config.dataset, seed: config.seed, steps: config.steps };
  return Object.fromEntries(Object.entries({ ...config.values, ...named }).map(([key, value]) => [key, String(value)]));
}

function tagsOf(row: TrialRow): Record<string, string> {
  return {
    'seesaw.state': row.state,
    'seesaw.health': row.health,
    'seesaw.attempt': String(row.attempt),
    // Params are written once; an extension or a retry changes these.
    'seesaw.steps': String(row.config.steps),
    'seesaw.config_hash': row.configHash,
    'seesaw.origin': row.origin,
    ...(row.stateSha !== null && { 'seesaw.state_sha': row.stateSha }),
    ...(row.lastError !== null && { 'seesaw.last_error': row.lastError.slice(0, 4000) }),
  };
}
