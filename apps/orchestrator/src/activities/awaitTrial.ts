import { trialWorkflowId } from '@seesaw/shared/queues';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { OpenTrial, TrialEnding } from '@seesaw/shared/workflows';
import type { Store } from '@seesaw/store/storePort';
import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { type WorkflowClient, WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';

const heartbeatMs = 5_000;

/**
 * Waits for a trial workflow that an earlier run of its sweep started, in whatever way it ends, and leaves the row true:
 * a trial whose workflow is gone without a trace runs again; one whose workflow was killed is failed.
 */
export async function awaitTrial(
  { store, workflows }: { store: Store; workflows: WorkflowClient },
  { sweepId, open }: { sweepId: string; open: OpenTrial },
): Promise<TrialEnding> {
  const context = Context.current();
  const heart = setInterval(() => context.heartbeat(), heartbeatMs);
  try {
    const killed = await Promise.race([
      howItEnded(workflows, trialWorkflowId(sweepId, open.number)),
      context.cancelled,
    ]);
    const { state } = await store.trials.get(open.trialId);
    if (isEndedTrial(state) || state === 'paused' || state === 'pending') return { trialId: open.trialId, state };
    const closed =
      killed === undefined
        ? await store.trials.release({
            trialId: open.trialId,
            code: 'internal',
            message: 'Its workflow is gone. It continues from its newest checkpoint.',
          })
        : await store.trials.close({
            trialId: open.trialId,
            state: 'failed',
            code: 'internal',
            message: `Its workflow ended before it did (${killed}). Retry continues from its newest checkpoint.`,
          });
    const left = closed.state;
    return { trialId: open.trialId, state: left === 'running' ? 'pending' : left };
  } catch (error) {
    // Another orchestrator takes the wait over; the trial itself is not cancelled.
    if (error instanceof CancelledFailure && error.message === 'WORKER_SHUTDOWN')
      throw ApplicationFailure.retryable('The orchestrator stops.');
    throw error;
  } finally {
    clearInterval(heart);
  }
}

/** Why it was killed, in words; undefined when it ended by itself or nobody knows it any more. */
async function howItEnded(workflows: WorkflowClient, workflowId: string): Promise<string | undefined> {
  try {
    await workflows.getHandle(workflowId).result();
    return undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    if (error instanceof WorkflowFailedError) return error.cause?.message ?? error.message;
    throw error;
  }
}
