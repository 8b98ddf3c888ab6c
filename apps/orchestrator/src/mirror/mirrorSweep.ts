import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { MirrorWork } from '@seesaw/store/storePort';
import { type MirrorContext, statusChange, sweepStatus } from './mirrorContext.ts';
import { noteTag, remarkTags } from './remarkTags.ts';

export interface MirrorRun {
  readonly runId: string;
  readonly experimentId: string;
}

/** The parent run: created with its params and `sweep.yaml`, then kept at the sweep's state. */
export async function mirrorSweep(context: MirrorContext, work: MirrorWork): Promise<void> {
  const { store, mlflow } = context;
  const row = await store.sweeps.get(work.sweepId);
  const known = work.runId !== null && work.experimentId !== null;
  const run = known ? { runId: work.runId!, experimentId: work.experimentId! } : await createParentRun(context, row);
  await mlflow.metrics.logBatch(run.runId, {
    ...(!known && { params: paramsOf(row) }),
    tags: {
      'seesaw.state': row.state,
      ...(row.bestTrialNumber !== null && { 'seesaw.best_trial': String(row.bestTrialNumber) }),
      ...(row.frontSize !== null && { 'seesaw.front_size': String(row.frontSize) }),
      ...(work.remarked && remarkTags(row, row.description)),
    },
    metrics: bestScore(row),
  });
  await mlflow.runs.update(run.runId, statusChange(sweepStatus[row.state], row.endedAt));
  await store.mlflow.mirrored({ sweepId: row.id, trialId: null, version: work.version, metricsToStep: 0 });
}

/** Found by its tags when an earlier start made it but did not get to say so. */
export async function createParentRun(
  { store, mlflow, experimentId }: MirrorContext,
  row: SweepRow,
): Promise<MirrorRun> {
  const run = await mlflow.runs.findOrCreate({
    experimentId,
    name: row.name,
    startTimeMs: Date.parse(row.createdAt),
    tags: { [noteTag]: row.description },
    identity: { 'seesaw.sweep_id': row.id, 'seesaw.kind': 'sweep' },
  });
  if (run.lifecycleStage === 'deleted') await mlflow.runs.restore(run.id);
  await mlflow.artifacts.put({
    experimentId,
    runId: run.id,
    path: 'sweep.yaml',
    body: Buffer.from(await store.sweeps.yaml(row.id)),
  });
  return store.mlflow.link({ sweepId: row.id, trialId: null, runId: run.id, experimentId });
}

function paramsOf({ definition }: SweepRow): Record<string, string> {
  const objectives = objectivesOf(definition);
  return {
    recipe: definition.recipe,
    dataset: definition.dataset,
    method: definition.method,
    metric: objectives.map(({ name }) => name).join(', '),
    goal: objectives.map(({ goal }) => goal).join(', '),
    seed: String(definition.seed),
    planned_trials: String(definition.plannedTrials),
  };
}

/** Once, at the end, so that its time never changes and sending it again adds nothing. */
function bestScore(row: SweepRow) {
  if (!isEndedSweep(row.state) || row.endedAt === null || row.bestScore === null) return [];
  return [{ key: 'sweep/best_score', value: row.bestScore, timestampMs: Date.parse(row.endedAt), step: 0 }];
}
