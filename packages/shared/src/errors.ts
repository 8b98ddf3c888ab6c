/**
 * The few errors Seesaw knows. Retryable or not is decided where they are thrown.
 * A message tells a person what happened, to which trial and step, what the system does about it and what they can do.
 */
export const errorCodes = [
  'invalid-sweep', //          the sweep file or configuration is wrong; never retried
  'not-found', //              no such sweep, trial, sample…
  'conflict', //               the state does not allow this command, or an idempotency key was reused for another body
  'superseded', //             a newer attempt of the trial exists: this writer must stop
  'data-set', //               missing, corrupt or truncated data file; never retried
  'checkpoint-corrupt', //     hash mismatch or unreadable; the next older one is used
  'trainer-child-died', //     the child process of a slot ended unexpectedly (exit code, signal); retried from checkpoint
  'out-of-memory', //          the child was killed for memory or TensorFlow could not allocate; retried once
  'trainer-lost', //           heartbeats stopped: trainer or host gone; retried from checkpoint
  'unavailable', //            Postgres, Temporal or MLflow cannot be reached just now; retried
  'internal', //               a bug of ours
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorFacts {
  readonly sweepId?: string;
  readonly trialId?: number;
  readonly attempt?: number;
  readonly step?: number;
  readonly file?: string;
  /** What the person can do. */
  readonly hint?: string;
}

/** Serialises as Temporal ApplicationFailure with type = code, nonRetryable = !retryable, details = [facts]. */
export class SeesawError extends Error {
  override readonly name = 'SeesawError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly facts: ErrorFacts;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryable?: boolean; facts?: ErrorFacts; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.facts = options.facts ?? {};
  }
}
