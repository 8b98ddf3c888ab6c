import type { Problem } from '@seesaw/shared/api';
import { pageHeader } from '@seesaw/shared/pageHeader';

const base = '/api/v1';

/** An answer that is an error, in the server's words; status 0 when nothing answered at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly hint: string | undefined;
  readonly problem: Problem | undefined;

  constructor(status: number, message: string, problem?: Problem, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.hint = problem?.hint;
    this.problem = problem;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** JSON in, JSON out. The contract's types are trusted: page and server are built from the same commit. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  return (await send(path, options)).text();
}

export async function requestBytes(path: string, options: RequestOptions = {}): Promise<Uint8Array> {
  return new Uint8Array(await (await send(path, options)).arrayBuffer());
}

/** Query string without empty members; lists become repeated keys. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>,
): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(key, String(one));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

export async function send(path: string, options: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(base + path, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json',
        [pageHeader]: '1',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    throw new ApiError(0, 'Seesaw does not answer.', undefined, cause);
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const problem = JSON.parse(text) as Problem;
    return new ApiError(response.status, problem.detail ?? problem.title ?? `HTTP ${response.status}`, problem);
  } catch (cause) {
    return new ApiError(response.status, `HTTP ${response.status} ${response.statusText}`, undefined, cause);
  }
}
