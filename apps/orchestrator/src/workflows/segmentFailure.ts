import { type ErrorCode, errorCodes } from '@seesaw/shared/errors';
import { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/workflow';

export interface SegmentFailure {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** For a person. */
  readonly message: string;
}

/** What a failed trainSegment means, from the failure that Temporal delivered. */
export function describeSegmentFailure(error: unknown): SegmentFailure {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const code = errorCodes.find((known) => known === cause.type);
    // 'superseded' is about one writer, never about the trial: its next attempt may run.
    if (code === 'superseded') return { code, retryable: true, message: cause.message };
    return { code: code ?? 'internal', retryable: cause.nonRetryable !== true, message: cause.message };
  }
  if (cause instanceof TimeoutFailure) {
    const message =
      cause.timeoutType === 'HEARTBEAT'
        ? 'The trainer stopped sending heartbeats: its process or host is gone. The trial continues from its newest checkpoint.'
        : `The segment ran into its ${cause.timeoutType} time-out.`;
    return { code: 'trainer-lost', retryable: true, message };
  }
  if (cause instanceof CancelledFailure) {
    return {
      code: 'trainer-lost',
      retryable: true,
      message: 'The trainer gave the segment back unasked. The trial continues from its newest checkpoint.',
    };
  }
  return { code: 'internal', retryable: true, message: cause instanceof Error ? cause.message : String(cause) };
}
