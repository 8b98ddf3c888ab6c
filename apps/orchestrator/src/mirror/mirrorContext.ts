import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import type { RunStatus } from '@seesaw/mlflow-ts/run';
import type { SweepState } from '@seesaw/shared/sweepState';
import type { TrialState } from '@seesaw/shared/trialState';
import type { Store } from '@seesaw/store/storePort';

export interface MirrorContext {
  readonly store: Store;
  readonly mlflow: MlflowClient;
  readonly experimentId: string;
  /** When curves of a trial that trains were sent last, in milliseconds since 1970: they may wait, its state may not. */
  readonly curvesSentAt: Map<number, number>;
  /** Of the sweeps that this round has met; made once, whether the sweep or one of its trials comes first. */
  readonly parents: Map<string, Promise<ParentRun>>;
}

export interface ParentRun {
  /** Of the sweep. */
  readonly name: string;
  readonly runId: string;
}

/** MLflow's word for each state; a paused one waits for its next segment. */
export const sweepStatus: Readonly<Record<SweepState, RunStatus>> = {
  running: 'RUNNING',
  pausing: 'RUNNING',
  paused: 'SCHEDULED',
  stopping: 'RUNNING',
  stopped: 'FINISHED',
  cancelling: 'RUNNING',
  cancelled: 'KILLED',
  completed: 'FINISHED',
  failed: 'FAILED',
};

/** `diverged` is a result, not a failure; the tag `seesaw.state` tells it apart. */
export const trialStatus: Readonly<Record<TrialState, RunStatus>> = {
  pending: 'SCHEDULED',
  running: 'RUNNING',
  waiting: 'SCHEDULED',
  paused: 'SCHEDULED',
  completed: 'FINISHED',
  'stopped-early': 'FINISHED',
  diverged: 'FINISHED',
  failed: 'FAILED',
  cancelled: 'KILLED',
  skipped: 'KILLED',
};

/** The status and the end time that go with it: an open run has none, whatever it had before. */
export function statusChange(
  status: RunStatus,
  endedAt: string | null,
): { status: RunStatus; endTimeMs: number | null } {
  const open = status === 'RUNNING' || status === 'SCHEDULED';
  return { status, endTimeMs: open || endedAt === null ? null : Date.parse(endedAt) };
}
