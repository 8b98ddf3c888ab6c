import type { TrainerActivities } from '@seesaw/shared/activities';
import { SeesawError } from '@seesaw/shared/errors';
import { CancelledFailure, Context } from '@temporalio/activity';
import type { SegmentDependencies } from '../segment/dependencies.ts';
import { runSegment } from '../segment/runSegment.ts';
import { applicationFailure } from './applicationFailure.ts';
import { unexpectedFailure } from './unexpectedFailure.ts';

/** The activities of a trainer, for the task queue of its pool. */
export function createTrainerActivities(deps: SegmentDependencies): TrainerActivities {
  return {
    async trainSegment({ trialId, order, pack }) {
      const context = Context.current();
      const signal = context.cancellationSignal;
      try {
        return await runSegment(
          { trialId, order, lanes: pack, signal, heartbeat: (details) => context.heartbeat(details) },
          deps,
        );
      } catch (error) {
        if (error instanceof CancelledFailure) throw error;
        if (!(error instanceof SeesawError)) deps.log.error({ trialId, err: error }, 'a segment failed unexpectedly');
        const known = error instanceof SeesawError ? error : unexpectedFailure(error, trialId);
        if (known.code === 'superseded') deps.log.warn({ trialId, order }, known.message);
        // Nobody waits for the result of a cancelled attempt that was overtaken: confirm the cancellation.
        if (known.code === 'superseded' && signal.aborted) throw signal.reason;
        throw applicationFailure(known);
      }
    },
  };
}
