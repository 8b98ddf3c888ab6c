import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { MirrorWork } from '@seesaw/store/storePort';
import { type MirrorContext, type ParentRun, statusChange, sweepStatus } from './mirrorContext.ts';
import { openRun } from './openRun.ts';
import { noteTag, remarkTags } from './remarkTags.ts';

/** The parent run: created with its params and `sweep.yaml`, then kept at the sweep's state. */
export async function mirrorSweep(context: MirrorContext, work: MirrorWork): Promise<void> {
  const { store, mlflow } = context;
  const runId = work.runId ?? (await parentRun(context, work.sweepId)).runId;
  const row = await store.sweeps.get(work.sweepId);
  await mlflow.metrics.logBatch(runId, {
    // A run can be there without them: MLflow may have gone away in between.
    ...(work.first && { params: paramsOf(row) }),
    tags: {
      'seesaw.state': row.state,
      ...(row.bestTrialNumber !== null && { 'seesaw.best_trial': String(row.bestTrialNumber) }),
      ...(row.frontSize !== null && { 'seesaw.front_size': String(row.frontSize) }),
      ...(work.remarked && remarkTags(row, row.description)),
    },
    metrics: bestScore(row),
  });
  await mlflow.runs.update(runId, statusChange(sweepStatus[row.state], row.endedAt));
  await store.mlflow.mirrored({ sweepId: row.id, trialId: null, version: work.version, metricsToStep: 0 });
}

/** The run of a sweep, made where there is none yet. */
export function parentRun(context: MirrorContext, sweepId: string): Promise<ParentRun> {
  const { parents } = context;
  const known = parents.get(sweepId);
  if (known !== undefined) return known;
  const opened = openParent(context, sweepId);
  parents.set(sweepId, opened);
  return opened;
}

async function openParent(context: MirrorContext, sweepId: string): Promise<ParentRun> {
  const { store, mlflow, experimentId } = context;
  const { name, description, createdAt, mlflowRunId } = await store.sweeps.get(sweepId);
  const runId =
    mlflowRunId ??
    (await openRun(context, {
      ...{ sweepId, trialId: null, name },
      startTimeMs: Date.parse(createdAt),
      tags: { [noteTag]: description },
      identity: { 'seesaw.sweep_id': sweepId, 'seesaw.kind': 'sweep' },
      fill: async (runId) => {
        const body = Buffer.from(await store.sweeps.yaml(sweepId));
        await mlflow.artifacts.put({ experimentId, runId, path: 'sweep.yaml', body });
      },
    }));
  return { name, runId };
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
