import { SeesawError } from '@seesaw/shared/errors';

/** What went wrong around the training itself: a full disk is waited out, the rest is a bug, retried like a lost trainer. */
export function unexpectedFailure(cause: unknown, trialId: number): SeesawError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/ENOSPC|EDQUOT/.test(message)) {
    return new SeesawError(
      'unavailable',
      `The disk of the trainer is full: ${message}. The trial goes on when it is not.`,
      {
        retryable: true,
        facts: { trialId, hint: 'free some space below the spool of this host' },
        cause,
      },
    );
  }
  return new SeesawError('internal', `A bug of the trainer: ${message}. The trial is retried from its checkpoint.`, {
    retryable: true,
    facts: { trialId },
    cause,
  });
}
