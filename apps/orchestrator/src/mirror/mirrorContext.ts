import type { MlflowClient } from '@seesaw/mlflow-ts/client';
import type { RunStatus } from '@seesaw/mlflow-ts/run';
import type { SweepState } from '@seesaw/shared/sweepState';
import type { TrialState } from '@seesaw/shared/trialState';
import type { Store } from '@seesaw/store/storePort';

export interface MirrorContext {
  readonly store: Store;
  readonly mlflow: MlflowClient;
  readonly experimentId: string;
  readonly fresh: Map<number, { state: string; at: number }>;
  /** Of the sweeps that this round has met: to ask for each of ten thousand trials would read all of them each time. */
  readonly parents: Map<string, { readonly name: string; readonly runId: string }>;
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
