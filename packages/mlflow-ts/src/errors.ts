/** Which call failed, and where. `where` is origin and path only: never credentials, never a query string. */
export interface FailedCall {
  /** for example `runs/log-batch` */
  operation: string;
  /** for example `POST http://127.0.0.1:5000/api/2.0/mlflow/runs/log-batch` */
  where: string;
}

/** Every failure this package reports. Catch a subclass to decide; `cause` keeps the underlying error. */
export abstract class MlflowError extends Error {
  readonly operation: string;
  readonly where: string;
  /** Whether the same call may succeed later without anybody changing anything. */
  abstract readonly retryable: boolean;

  constructor(call: FailedCall, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.operation = call.operation;
    this.where = call.where;
  }
}

/** No connection, or the server said 429 or 5xx, also after the retries that were allowed. */
export class MlflowUnavailable extends MlflowError {
  readonly retryable = true;
  /** HTTP status, or null where no answer came at all. */
  readonly status: number | null;
  /** MLflow's code where it sent one, else null. */
  readonly errorCode: string | null;
  /** Requests sent before giving up. */
  readonly tries: number;
  /** The pause that the server asked for (`Retry-After`), or null. */
  readonly retryAfterMs: number | null;

  constructor(
    call: FailedCall,
    detail: {
      reason: string;
      status: number | null;
      errorCode?: string | null;
      tries: number;
      retryAfterMs?: number | null;
      cause?: unknown;
    },
  ) {
    const tries = detail.tries === 1 ? 'once' : `${detail.tries} times`;
    super(
      call,
      `MLflow is not available: ${call.operation} was tried ${tries} at ${call.where}: ${detail.reason}. ` +
        'Check that the server runs and that its address is right; the call can be repeated.',
      { cause: detail.cause },
    );
    this.status = detail.status;
    this.errorCode = detail.errorCode ?? null;
    this.tries = detail.tries;
    this.retryAfterMs = detail.retryAfterMs ?? null;
  }
}

/** The call is wrong, and repeating it will not help: the server answered 3xx or 4xx, or the client saw that it would. */
export class MlflowRefused extends MlflowError {
  readonly retryable = false;
  /**
   * MLflow's code (`RESOURCE_DOES_NOT_EXIST`, `INVALID_PARAMETER_VALUE`, …), `HTTP_<status>` where the answer
   * carried none, or `UNEXPECTED_ANSWER` for a successful answer that MLflow would not give.
   */
  readonly errorCode: string;
  /** HTTP status; null where this client refused and nothing was sent. */
  readonly status: number | null;

  constructor(call: FailedCall, detail: { errorCode: string; status: number | null; reason: string; cause?: unknown }) {
    const status = detail.status === null ? 'before sending' : `with status ${detail.status}`;
    super(call, `${call.operation} was refused ${status} (${detail.errorCode}) at ${call.where}: ${detail.reason}`, {
      cause: detail.cause,
    });
    this.errorCode = detail.errorCode;
    this.status = detail.status;
  }
}

/** The server was reached or being reached, but gave no complete answer in time. The call may have taken effect. */
export class MlflowTimeout extends MlflowError {
  readonly retryable = true;
  readonly timeoutMs: number;

  constructor(call: FailedCall, timeoutMs: number, options?: ErrorOptions) {
    super(
      call,
      `MLflow gave no complete answer to ${call.operation} within ${timeoutMs} ms at ${call.where}. ` +
        'The call may still have taken effect. Check the load of the server, or allow more time with timeoutMs.',
      options,
    );
    this.timeoutMs = timeoutMs;
  }
}

/** True for the refusal that means "there is no such run, experiment or artifact". */
export function isMissing(error: unknown): error is MlflowRefused {
  return error instanceof MlflowRefused && error.errorCode === 'RESOURCE_DOES_NOT_EXIST';
}
