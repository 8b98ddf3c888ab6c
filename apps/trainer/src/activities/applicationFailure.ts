import type { SeesawError } from '@seesaw/shared/errors';
import { ApplicationFailure } from '@temporalio/common';

/** Failure details are cut at 4 KB by Temporal; a message for a person is shorter anyhow. */
const MAX_MESSAGE = 2_000;

/** type = code, nonRetryable = !retryable, details = [facts]: what the trial workflow decides by. */
export function applicationFailure(error: SeesawError): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.code,
    message: error.message.slice(0, MAX_MESSAGE),
    nonRetryable: !error.retryable,
    details: [error.facts],
    cause: error,
  });
}
