import { setTimeout as sleep } from 'node:timers/promises';
import { type MlflowAuth, readAddress } from './address.ts';
import { type BackoffRule, DEFAULT_BACKOFF, pauseMs, readRetryAfter } from './backoff.ts';
import { startDeadline } from './deadline.ts';
import { type FailedCall, MlflowError, MlflowRefused, MlflowTimeout, MlflowUnavailable } from './errors.ts';
import { readFailure } from './failureBody.ts';

/** Longest wait for one answer, headers and body together. */
export const DEFAULT_TIMEOUT_MS = 15_000;

export interface TransportOptions {
  /** Tracking address, for example `http://127.0.0.1:5000` or `https://host/prefix`. */
  baseUrl: string;
  auth?: MlflowAuth | undefined;
  /** For each request. Default 15 s. */
  timeoutMs?: number | undefined;
  /** Applies to calls that can be repeated without harm; others are sent once. */
  backoff?: Partial<BackoffRule> | undefined;
}

/** What a caller may set on each call. */
export interface CallOptions {
  /** Ends the call; its own reason is thrown, not an MlflowError, so that a cancellation stays a cancellation. */
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

export type RequestBody = NonNullable<RequestInit['body']>;

export interface Call<T> {
  /** Name in errors. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the base address on, already encoded, for example `/api/2.0/mlflow/runs/get`. */
  path: string;
  query?: Record<string, string> | undefined;
  headers?: Record<string, string> | undefined;
  /** Called once for each try, so that a stream can be opened again. */
  body?: (() => RequestBody) | undefined;
  /** What went wrong in the source of the body itself, if anything; thrown as it is, not blamed on the server. */
  bodyFailure?: (() => { error: unknown } | null) | undefined;
  /** Whether sending it twice has the effect of sending it once. Only such calls are retried. */
  idempotent: boolean;
  read: (response: Response) => Promise<T>;
  options?: CallOptions | undefined;
}

/** The one place that talks HTTP: addresses, credentials, time limits, retries and the mapping to typed errors. */
export interface Transport {
  baseUrl: string;
  /** The name of a call in errors. */
  describe(call: Pick<Call<unknown>, 'operation' | 'method' | 'path'>): FailedCall;
  send<T>(call: Call<T>): Promise<T>;
}

export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, authorization } = readAddress(options.baseUrl, options.auth);
  const backoff = { ...DEFAULT_BACKOFF, ...options.backoff };
  const defaultTimeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const describe: Transport['describe'] = ({ operation, method, path }) => ({
    operation,
    where: `${method} ${baseUrl}${path}`,
  });

  async function tryOnce<T>(call: Call<T>, tries: number): Promise<T> {
    const timeoutMs = call.options?.timeoutMs ?? defaultTimeoutMs;
    const deadline = startDeadline(timeoutMs, call.options?.signal);
    try {
      const body = call.body?.();
      const response = await fetch(urlOf(baseUrl, call), {
        method: call.method,
        // A redirect would resend the body, and perhaps the credentials, to an address nobody configured.
        redirect: 'manual',
        signal: deadline.signal,
        headers: { ...call.headers, ...(authorization === null ? {} : { authorization }) },
        ...(body === undefined ? {} : { body, duplex: 'half' }),
      });
      if (!response.ok) throw await failureOf(response, describe(call), tries);
      return await call.read(response);
    } catch (error) {
      if (error instanceof MlflowError) throw error;
      const bodyFailure = call.bodyFailure?.() ?? null;
      if (bodyFailure !== null) throw bodyFailure.error;
      if (deadline.endedBy() === 'caller') throw call.options?.signal?.reason;
      if (deadline.endedBy() === 'time') throw new MlflowTimeout(describe(call), timeoutMs, { cause: error });
      if (!isConnectionFailure(error)) throw error;
      const reason = connectionReason(error);
      throw new MlflowUnavailable(describe(call), { reason, status: null, tries, cause: error });
    } finally {
      deadline.clear();
    }
  }

  async function send<T>(call: Call<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await tryOnce(call, tries);
      } catch (error) {
        const again = call.idempotent && error instanceof MlflowUnavailable && tries <= backoff.retries;
        if (!again) throw error;
        await pause(pauseMs(backoff, tries, error.retryAfterMs, Math.random()), call.options?.signal);
      }
    }
  }

  return { baseUrl, describe, send };
}

function urlOf(baseUrl: string, call: Pick<Call<unknown>, 'path' | 'query'>): string {
  if (call.query === undefined) return `${baseUrl}${call.path}`;
  return `${baseUrl}${call.path}?${new URLSearchParams(call.query)}`;
}

async function failureOf(response: Response, failed: FailedCall, tries: number): Promise<MlflowError> {
  const { errorCode, reason } = readFailure(await response.text(), response);
  const { status } = response;
  if (status === 429 || status >= 500) {
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), Date.now());
    return new MlflowUnavailable(failed, { reason, status, errorCode, tries, retryAfterMs });
  }
  return new MlflowRefused(failed, { errorCode: errorCode ?? `HTTP_${status}`, status, reason });
}

/** fetch reports every network failure as a TypeError with the reason as its cause. */
function isConnectionFailure(error: unknown): error is TypeError {
  return error instanceof TypeError && (error.cause instanceof Error || error.message === 'terminated');
}

function connectionReason({ cause, message }: TypeError): string {
  // A name with several addresses fails once for each of them.
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error ? cause.message : message;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
