import { segmentOrder } from '@seesaw/shared/segmentOrder';
import { isEndedTrial, type TrialState } from '@seesaw/shared/trialState';
import type { TrialEnding, TrialWorkflowInput } from '@seesaw/shared/workflows';
import { cancelSignalName, type PriorityChange, pauseSignalName, prioritySignalName } from '@seesaw/shared/workflows';
import {
  CancellationScope,
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  log,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { orchestratorActivities, trainerActivities } from './activityProxies.ts';
import { failureClass } from './failureClass.ts';
import { describeSegmentFailure, type SegmentFailure } from './segmentFailure.ts';

export const pauseSignal = defineSignal(pauseSignalName);
export const cancelSignal = defineSignal(cancelSignalName);
export const prioritySignal = defineSignal<[PriorityChange]>(prioritySignalName);

const firstBackOffMs = 1_000;
const longestBackOffMs = 30_000;
/** Until a trial that found its sweep's places taken is queued again. */
const fullMs = 1_000;
/** Attempts that may run out of memory: once, and once more. */
const memoryTries = 2;

type Wish = 'run' | 'pause' | 'cancel';

/**
 * Runs segments of one trial until the trial ended or was paused, and leaves the row true in every case.
 * A lost segment is retried from the newest checkpoint with a growing pause; the trial is given up after `maxAttempts`
 * failures in a row without a new checkpoint, or when it ran out of memory twice. Cancelling this workflow equals the command `cancel-trial`.
 */
export async function trialWorkflow(input: TrialWorkflowInput): Promise<TrialEnding> {
  const { sweepId, trialId, number, maxAttempts, launch = 1, pack } = input;
  let { pool } = input;
  let wish: Wish = 'run';
  /** Signals so far: tells whether another one came while the last was being heeded. */
  let signals = 0;
  let segment: CancellationScope | undefined;
  let segments = input.carried?.segments ?? 0;
  let priority = input.priority;
  /** The segment was taken out of the queue to be put back in another place. */
  let requeued = false;
  /** Whether the newest change of priority did so: what versions before 'requeue-stays' went by. */
  let requeuedLast = false;
  let failuresInARow = input.carried?.failuresInARow ?? 0;
  let outagesInARow = 0;
  let memoryFailures = input.carried?.memoryFailures ?? 0;
  let checkpointStep = input.carried?.checkpointStep ?? null;

  setHandler(pauseSignal, () => interrupt(wish === 'cancel' ? 'cancel' : 'pause'));
  setHandler(cancelSignal, () => interrupt('cancel'));
  setHandler(prioritySignal, (change) => {
    priority = change.priority;
    requeuedLast = change.requeue && segment !== undefined;
    // A later change may find it running, and asks for nothing: its cancellation is still under way.
    requeued ||= requeuedLast;
    if (change.requeue) segment?.cancel();
  });
  CancellationScope.current().cancelRequested.catch(() => cancelFromOutside());
  return CancellationScope.nonCancellable(runSegments);

  function interrupt(next: Wish): void {
    wish = next;
    signals += 1;
    segment?.cancel();
  }

  /** The row must say "cancel" before the trainer asks why it was stopped. */
  async function cancelFromOutside(): Promise<void> {
    await CancellationScope.nonCancellable(async () => {
      const commandId = `temporal-cancel-${workflowInfo().runId}`;
      try {
        await orchestratorActivities.applyCommand({ sweepId, command: { kind: 'cancel-trial', number }, commandId });
      } catch (error) {
        log.warn('The trial could not be marked as cancelled', { trialId, error: String(error) });
      }
      interrupt('cancel');
    });
  }

  async function runSegments(): Promise<TrialEnding> {
    for (;;) {
      const reached = wish === 'run' ? await runSegment() : await heed(wish);
      if (reached !== 'pending') return { trialId, state: reached };
      if (wish === 'run' && workflowInfo().continueAsNewSuggested) {
        const carried = { failuresInARow, checkpointStep, memoryFailures, segments };
        await continueAsNew<typeof trialWorkflow>({ ...input, pool, priority, carried });
      }
    }
  }

  /** The state that the trial is in now; 'pending' means: run the next segment. */
  async function runSegment(): Promise<TrialEnding['state']> {
    segment = new CancellationScope();
    requeued = false;
    requeuedLast = false;
    // Sweeps of one priority take turns, however many trials each of them queues.
    const place = priority === undefined ? undefined : { priorityKey: priority, fairnessKey: sweepId };
    const trainer = trainerActivities(pool, place);
    segments += 1;
    const order = segmentOrder(launch, segments);
    try {
      const ending = await segment.run(() =>
        trainer.trainSegment({ trialId, order, ...(pack !== undefined && { pack }) }),
      );
      if (ending.state === 'paused') return await heed('pause');
      if (ending.state === 'cancelled') return await heed('cancel');
      if (ending.full) await backOff(fullMs);
      return ending.state;
    } catch (error) {
      if (isCancellation(error) && (wish !== 'run' || isRequeued())) return 'pending';
      return await afterFailure(describeSegmentFailure(error), order);
    } finally {
      segment = undefined;
    }
  }

  function isRequeued(): boolean {
    return requeuedLast || (requeued && patched('requeue-stays'));
  }

  /** Pause or cancel, unless the person changed their mind meanwhile: then the trial is pending and runs on. */
  async function heed(wanted: 'pause' | 'cancel'): Promise<TrialEnding['state']> {
    const seen = signals;
    const { state } = await orchestratorActivities.closeTrial({
      trialId,
      state: wanted === 'pause' ? 'paused' : 'cancelled',
      message: wanted === 'pause' ? 'it goes on from its newest checkpoint' : 'as asked; what it wrote is kept',
    });
    if (state === 'pending') {
      if (signals === seen) wish = 'run';
      await backOff(firstBackOffMs);
    }
    return settled(state);
  }

  async function afterFailure(failure: SegmentFailure, order: number): Promise<TrialEnding['state']> {
    const kind = failureClass(failure);
    if (kind === 'final') return await giveUp(failure, failure.message);
    if (kind === 'memory') memoryFailures += 1;
    const enlarge = kind === 'memory' && memoryFailures < Math.min(memoryTries, maxAttempts);
    const released = await orchestratorActivities.releaseTrial({
      trialId,
      code: failure.code,
      message: failure.message,
      order,
      ...(enlarge && { largerThan: pool }),
    });
    if (released.state !== 'pending') return settled(released.state);
    const progressed = (released.checkpointStep ?? -1) > (checkpointStep ?? -1);
    checkpointStep = released.checkpointStep;
    if (kind === 'memory' && patched('larger-slot')) return await afterMemory(failure, released.pool ?? pool);
    // An outage of Postgres, Temporal or MLflow is not the trial's fault, so it is waited out, ever more patiently.
    outagesInARow = kind === 'outage' ? outagesInARow + 1 : 0;
    if (kind !== 'outage') failuresInARow = progressed ? 1 : failuresInARow + 1;
    const allowed = kind === 'memory' ? Math.min(memoryTries, maxAttempts) : maxAttempts;
    if (failuresInARow >= allowed && kind !== 'outage') {
      const failures = failuresInARow === 1 ? '1 failure' : `${failuresInARow} failures in a row`;
      return await giveUp(failure, `${failures} without a new checkpoint. Last: ${withoutPromise(failure.message)}`);
    }
    const inARow = outagesInARow > 0 ? outagesInARow : failuresInARow;
    await backOff(Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.max(0, inARow - 1)));
    return 'pending';
  }

  /** A checkpoint in between changes nothing: what did not fit will not fit later either. */
  async function afterMemory(failure: SegmentFailure, next: string): Promise<TrialEnding['state']> {
    if (memoryFailures >= Math.min(memoryTries, maxAttempts)) {
      const times = memoryFailures === 1 ? 'once' : 'twice';
      return await giveUp(
        failure,
        `It ran out of memory ${times}, last in pool ${pool}. ${withoutPromise(failure.message)}`,
      );
    }
    pool = next;
    await backOff(firstBackOffMs);
    return 'pending';
  }

  async function giveUp(failure: SegmentFailure, message: string): Promise<TrialEnding['state']> {
    const { state } = await orchestratorActivities.closeTrial({
      trialId,
      state: 'failed',
      code: failure.code,
      message,
    });
    return settled(state);
  }

  async function backOff(ms: number): Promise<void> {
    await condition(() => wish !== 'run', ms);
  }
}

/** The trainer says what follows from a failure; not so when the trial is given up. */
function withoutPromise(message: string): string {
  return message.replace(/ It is retried: [^.]*\.$/, '');
}

/** `running` cannot be left behind by a call that closes or releases; it reads as "go on". */
function settled(state: TrialState): TrialEnding['state'] {
  return isEndedTrial(state) || state === 'paused' || state === 'waiting' ? state : 'pending';
}
