import type { TrainerActivities } from '@seesaw/shared/activities';
import { SeesawError } from '@seesaw/shared/errors';
import { CancelledFailure, Context } from '@temporalio/activity';
import type { SegmentDependencies } from '../segment/dependencies.ts';
import { runSegment } from '../segment/runSegment.ts';
import type { StandstillWatch } from '../standstill.ts';
import { applicationFailure } from './applicationFailure.ts';
import { unexpectedFailure } from './unexpectedFailure.ts';

/** Between the moment in which Temporal hands out a task and that in which it lies here. */
const TRANSIT_MS = 2_000;

/** The activities of a trainer, for the task queue of its pool. */
export function createTrainerActivities(
  deps: SegmentDependencies & { standstills: StandstillWatch },
): TrainerActivities {
  return {
    async trainSegment({ trialId }) {
      const context = Context.current();
      refuseWhatIsOld(context.info.heartbeatTimeoutMs, deps.standstills.lately());
      const signal = context.cancellationSignal;
      try {
        return await runSegment({ trialId, signal, heartbeat: (details) => context.heartbeat(details) }, deps);
      } catch (error) {
        if (error instanceof CancelledFailure) throw error;
        if (!(error instanceof SeesawError)) deps.log.error({ trialId, err: error }, 'a segment failed unexpectedly');
        const known = error instanceof SeesawError ? error : unexpectedFailure(error, trialId);
        // Nobody waits for the result of a cancelled attempt that was overtaken: confirm the cancellation.
        if (known.code === 'superseded' && signal.aborted) throw signal.reason;
        throw applicationFailure(known);
      }
    },
  };
}

/**
 * What was handed to a trainer that stood still may have been given up and handed to another one since. Starting it would
 * take the trial away from that one; whoever still waits for it asks again.
 */
function refuseWhatIsOld(heartbeatTimeoutMs: number | undefined, standstillMs: number): void {
  if (heartbeatTimeoutMs === undefined || standstillMs < heartbeatTimeoutMs - TRANSIT_MS) return;
  const message = `The trainer stood still for ${Math.round(standstillMs / 1000)} s and takes nothing that it was given meanwhile.`;
  throw applicationFailure(new SeesawError('unavailable', message, { retryable: true }));
}
