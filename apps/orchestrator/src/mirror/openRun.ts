import type { NewRun } from '@seesaw/mlflow-ts/runs';
import { SeesawError } from '@seesaw/shared/errors';
import type { MirrorContext } from './mirrorContext.ts';

export interface RunToOpen extends Omit<NewRun, 'experimentId'> {
  readonly sweepId: string;
  /** null for the run of the sweep itself. */
  readonly trialId: number | null;
  readonly identity: Readonly<Record<string, string>>;
  /** What has to be there before anybody is told of the run. */
  readonly fill?: (runId: string) => Promise<void>;
}

/**
 * A run, linked with its row; found by its tags when an earlier start made it but did not get to say so. Where the row was
 * deleted meanwhile, the run is left to those who remove what deleted sweeps had.
 *
 * @returns the run that the row is linked with
 * @throws SeesawError 'not-found' when the row was deleted
 */
export async function openRun(context: MirrorContext, { sweepId, trialId, fill, ...wanted }: RunToOpen) {
  const { store, mlflow, experimentId } = context;
  const run = await mlflow.runs.findOrCreate({ ...wanted, experimentId });
  try {
    if (run.lifecycleStage === 'deleted') await mlflow.runs.restore(run.id);
    await fill?.(run.id);
    return (await store.mlflow.link({ sweepId, trialId, runId: run.id, experimentId })).runId;
  } catch (error) {
    if (error instanceof SeesawError && error.code === 'not-found')
      await store.mlflow.leftBehind({ sweepId, runId: run.id });
    throw error;
  }
}
