import { type ErrorCode, type ErrorFacts, errorCodes, SeesawError } from '@seesaw/shared/errors';
import { ApplicationFailure } from '@temporalio/common';

/** Keeps code, retryable and facts on the way through Temporal. Errors that nobody named are retried by Temporal. */
export function toFailure(error: unknown): unknown {
  if (!(error instanceof SeesawError)) return error;
  return ApplicationFailure.create({
    message: error.message,
    type: error.code,
    nonRetryable: !error.retryable,
    details: [error.facts],
    cause: error,
  });
}

/** The SeesawError inside a failure that Temporal delivered, however deeply wrapped; undefined when there is none. */
export function fromFailure(error: unknown): SeesawError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1) {
    if (at instanceof SeesawError) return at;
    if (!(at instanceof ApplicationFailure)) continue;
    const code: ErrorCode | undefined = errorCodes.find((known) => known === (at as ApplicationFailure).type);
    if (code === undefined) continue;
    const facts = (at.details?.[0] ?? {}) as ErrorFacts;
    return new SeesawError(code, at.message, { retryable: at.nonRetryable !== true, facts, cause: error });
  }
  return undefined;
}
