import type { MetricPoint } from '@seesaw/mlflow-ts/run';
import { trialWorkflowId } from '@seesaw/shared/queues';
import type { TrialRow } from '@seesaw/shared/records';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { MirrorWork } from '@seesaw/store/storePort';
import { bucketEnd, downsample } from './downsample.ts';
import { type MirrorContext, statusChange, trialStatus } from './mirrorContext.ts';
import { parentRun } from './mirrorSweep.ts';
import { openRun } from './openRun.ts';
import { remarkTags } from './remarkTags.ts';

/** A training trial's curve may be this much behind; a change of its state is mirrored at once. */
const curveDelayMs = 10_000;

/** Points of a trial in memory at once, before they are thinned out. */
const mostPointsRead = 100_000;

/** The child run: params, tags, downsampled curves as far as they are complete, and the status that holds. */
export async function mirrorTrial(context: MirrorContext, work: MirrorWork & { trialId: number }): Promise<void> {
  const { store, mlflow, curvesSentAt } = context;
  const row = await store.trials.get(work.trialId);
  const sentAt = curvesSentAt.get(row.id);
  if (row.state === 'running' && sentAt !== undefined && Date.now() - sentAt < curveDelayMs) return;

  const runId = work.runId ?? (await openChild(context, row));
  const finished = isEndedTrial(row.state);
  // A step is complete once a later one was reported: evaluations of a step arrive after its losses.
  const toStep = finished ? row.step : bucketEnd(row.config.steps, row.step);
  const curves = await readCurves(context, {
    row,
    fromStep: work.metricsToStep === 0 ? -1 : work.metricsToStep,
    toStep,
  });
  const { points, nonFinite } = curves;
  await mlflow.metrics.logBatch(runId, {
    // A run can be there without them: MLflow may have gone away in between.
    ...(work.first && { params: paramsOf(row) }),
    tags: {
      ...tagsOf(row),
      ...(work.remarked && remarkTags(row, '')),
      ...(Object.keys(nonFinite).length > 0 && { 'seesaw.non_finite': JSON.stringify(nonFinite) }),
    },
    metrics: points,
  });
  const isRunningThere = row.state === 'running' && sentAt !== undefined;
  if (!isRunningThere) await mlflow.runs.update(runId, statusChange(trialStatus[row.state], row.endedAt));
  if (row.state === 'running') curvesSentAt.set(row.id, Date.now());
  else curvesSentAt.delete(row.id);
  await store.mlflow.mirrored({
    sweepId: row.sweepId,
    trialId: row.id,
    version: work.version,
    metricsToStep: Math.max(work.metricsToStep, toStep),
  });
}

async function openChild(context: MirrorContext, row: TrialRow): Promise<string> {
  const { sweepId, id: trialId } = row;
  const parent = await parentRun(context, sweepId);
  return openRun(context, {
    ...{ sweepId, trialId },
    name: `${parent.name}-${String(row.number).padStart(4, '0')}`,
    startTimeMs: Date.parse(row.createdAt),
    parentRunId: parent.runId,
    tags: { 'temporal.workflow_id': trialWorkflowId(sweepId, row.number) },
    identity: { 'seesaw.sweep_id': sweepId, 'seesaw.trial_id': String(trialId), 'seesaw.kind': 'trial' },
  });
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
  for (const metrics of bundles(row, fromStep)) {
    const curves = await store.metrics.stretch({ trialId: row.id, metrics, afterStep: fromStep, toStep });
    for (const [key, curve] of curves) {
      const finite = curve.filter((point) => Number.isFinite(point.value));
      for (const { step, value } of downsample(finite, row.config.steps)) {
        points.push({ key, value, timestampMs: created + step, step });
      }
    }
  }
  return { points, nonFinite };
}

/** Metrics with something new, as many together as one query may bring. */
function bundles({ metrics }: TrialRow, fromStep: number): string[][] {
  const all: string[][] = [];
  let points = mostPointsRead;
  for (const [name, { lastStep, count }] of Object.entries(metrics)) {
    if (lastStep <= fromStep) continue;
    if (points + count > mostPointsRead) {
      all.push([]);
      points = 0;
    }
    all.at(-1)!.push(name);
    points += count;
  }
  return all;
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
