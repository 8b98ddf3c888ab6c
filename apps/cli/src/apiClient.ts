import {
  type AttemptRow,
  attemptListSchema,
  type CommandBody,
  checkpointListSchema,
  logListSchema,
  type Problem,
  pointListSchema,
  problemSchema,
  type SelectionReply,
  samplePageSchema,
  selectionSchema,
  sweepPageSchema,
  trialPageSchema,
  type ValidationReply,
  validationSchema,
  verdictListSchema,
  workerListSchema,
} from '@seesaw/shared/api';
import { everyPage } from '@seesaw/shared/everyPage';
import type { Keep } from '@seesaw/shared/keep';
import {
  type CheckpointRow,
  type LogRow,
  type PointRow,
  type SampleRow,
  type SweepRow,
  sweepRowSchema,
  type TrialRow,
  trialRowSchema,
  type VerdictRow,
  type WorkerRow,
} from '@seesaw/shared/records';
import type { Remark } from '@seesaw/shared/remark';
import { z } from 'zod';
import { CliError } from './cliError.ts';

/** A refusal by the API; `problem` is what it said. */
export class ApiRefused extends CliError {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail, { hint: problem.hint });
    this.problem = problem;
  }
}

export interface ApiClientOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token?: string | undefined;
  /** Ends every call. */
  readonly signal: AbortSignal;
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string | number | undefined>;
}

const commandAnswerSchema = z.object({
  sweepId: z.string(),
  state: z.string(),
  message: z.string(),
  trials: z.number().int(),
  number: z.number().int().optional(),
  selectionId: z.number().int().optional(),
});

/** A command waits until it is acknowledged by the sweep, which may have to wait for a worker. */
const timeoutMs = 60_000;

const pageSize = 1000;

/** The HTTP API, one method per thing asked. Every answer is checked; every failure is a {@link CliError}. */
export class ApiClient {
  readonly url: string;
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions) {
    this.url = options.url;
    this.#options = options;
  }

  validate(yaml: string): Promise<ValidationReply> {
    return this.#json('/api/v1/sweeps/validate', validationSchema, { method: 'POST', body: { yaml } });
  }

  /** `idempotencyKey`: sending the same again gives the sweep that exists. */
  createSweep(yaml: string, idempotencyKey: string): Promise<SweepRow> {
    const headers = { 'idempotency-key': idempotencyKey };
    return this.#json('/api/v1/sweeps', sweepRowSchema, { method: 'POST', body: { yaml }, headers });
  }

  /** `archived`: `no` (default), `only` or `all`. */
  sweeps(query: {
    limit: number;
    cursor?: string | undefined;
    state?: string | undefined;
    archived?: string | undefined;
    tag?: string | undefined;
  }) {
    return this.#json('/api/v1/sweeps', sweepPageSchema, { query });
  }

  sweep(id: string): Promise<SweepRow> {
    return this.#json(`/api/v1/sweeps/${encodeURIComponent(id)}`, sweepRowSchema);
  }

  async sweepYaml(id: string): Promise<string> {
    return new TextDecoder().decode(await this.#bytes(`/api/v1/sweeps/${encodeURIComponent(id)}/yaml`));
  }

  archiveSweep(id: string, archived: boolean): Promise<SweepRow> {
    const path = `/api/v1/sweeps/${encodeURIComponent(id)}/${archived ? 'archive' : 'unarchive'}`;
    return this.#json(path, sweepRowSchema, { method: 'POST' });
  }

  remarkSweep(id: string, remark: Remark): Promise<SweepRow> {
    const path = `/api/v1/sweeps/${encodeURIComponent(id)}`;
    return this.#json(path, sweepRowSchema, { method: 'PATCH', body: remark });
  }

  async verdicts(trialId: number): Promise<VerdictRow[]> {
    return (await this.#json('/api/v1/verdicts', verdictListSchema, { query: { trialIds: trialId } })).items;
  }

  async attempts(trialId: number): Promise<AttemptRow[]> {
    return (await this.#json(`/api/v1/trials/${trialId}/attempts`, attemptListSchema)).items;
  }

  remarkTrial(id: number, remark: Remark): Promise<TrialRow> {
    return this.#json(`/api/v1/trials/${id}`, trialRowSchema, { method: 'PATCH', body: remark });
  }

  retainCheckpoints(sweepId: string, keep: Keep): Promise<SweepRow> {
    const path = `/api/v1/sweeps/${encodeURIComponent(sweepId)}/retention`;
    return this.#json(path, sweepRowSchema, { method: 'POST', body: { keep } });
  }

  /** What a command to many trials did to each. */
  selection(sweepId: string, selectionId: number): Promise<SelectionReply> {
    return this.#json(`/api/v1/sweeps/${encodeURIComponent(sweepId)}/selections/${selectionId}`, selectionSchema);
  }

  /** Every trial or every point, as it comes in: takes as long as it takes. */
  async exportSweep(
    id: string,
    query: { format: 'csv' | 'json'; what: 'trials' | 'metrics' },
  ): Promise<ReadableStream<Uint8Array>> {
    const address = this.#address(`/api/v1/sweeps/${encodeURIComponent(id)}/export`, query);
    const { signal } = this.#options;
    return this.#stream(address, { headers: this.#headers(), signal });
  }

  async deleteSweep(id: string): Promise<void> {
    await this.#send(`/api/v1/sweeps/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  command(sweepId: string, body: CommandBody) {
    const path = `/api/v1/sweeps/${encodeURIComponent(sweepId)}/commands`;
    return this.#json(path, commandAnswerSchema, { method: 'POST', body });
  }

  trials(
    sweepId: string,
    query: {
      state?: string;
      filter?: string;
      front?: 'true';
      sort?: string;
      order?: string;
      limit?: number;
      cursor?: string | undefined;
    } = {},
  ) {
    return this.#json(`/api/v1/sweeps/${encodeURIComponent(sweepId)}/trials`, trialPageSchema, { query });
  }

  /** Every trial of a sweep, by number. */
  allTrials(sweepId: string, query: { state?: string; filter?: string; front?: 'true' } = {}): Promise<TrialRow[]> {
    return everyPage((cursor) => this.trials(sweepId, { ...query, limit: pageSize, cursor }));
  }

  /** Points with mean and standard error over their trials, the best first. */
  async points(sweepId: string): Promise<PointRow[]> {
    return (await this.#json(`/api/v1/sweeps/${encodeURIComponent(sweepId)}/points`, pointListSchema)).items;
  }

  trial(id: number): Promise<TrialRow> {
    return this.#json(`/api/v1/trials/${id}`, trialRowSchema);
  }

  trialByNumber(sweepId: string, number: number): Promise<TrialRow> {
    return this.#json(`/api/v1/sweeps/${encodeURIComponent(sweepId)}/trials/${number}`, trialRowSchema);
  }

  async logs(
    trialId: number,
    query: { after?: number; limit: number; level?: string; search?: string },
  ): Promise<LogRow[]> {
    return (await this.#json(`/api/v1/trials/${trialId}/logs`, logListSchema, { query })).items;
  }

  samples(trialId: number): Promise<SampleRow[]> {
    return everyPage((cursor) =>
      this.#json('/api/v1/samples', samplePageSchema, { query: { trialIds: trialId, limit: pageSize, cursor } }),
    );
  }

  sampleImage(sampleId: number): Promise<Uint8Array> {
    return this.#bytes(`/api/v1/samples/${sampleId}/image.png`);
  }

  /** Newest first, damaged ones too. */
  async checkpoints(trialId: number): Promise<CheckpointRow[]> {
    return (await this.#json(`/api/v1/trials/${trialId}/checkpoints`, checkpointListSchema)).items;
  }

  checkpointFile(id: number, file: 'manifest.json' | 'state.safetensors'): Promise<Uint8Array> {
    return this.#bytes(`/api/v1/checkpoints/${id}/${file}`);
  }

  async workers(): Promise<WorkerRow[]> {
    return (await this.#json('/api/v1/workers', workerListSchema)).items;
  }

  /** The live stream of a sweep's events as it comes in; ends when the connection does. */
  async events(
    sweepId: string,
    lastEventId: number | undefined,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    const headers = {
      ...this.#headers(),
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    };
    const address = this.#address('/api/v1/events', { sweepId });
    return this.#stream(address, { headers, signal });
  }

  async #stream(address: string, request: RequestInit): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#reach(() => fetch(address, request));
    if (!response.ok || response.body === null) throw await this.#refusal(response);
    return response.body;
  }

  async #bytes(path: string): Promise<Uint8Array> {
    const response = await this.#send(path);
    return new Uint8Array(await this.#reach(() => response.arrayBuffer()));
  }

  async #json<T>(path: string, schema: z.ZodType<T>, call: Call = {}): Promise<T> {
    const response = await this.#send(path, call);
    const text = await this.#reach(() => response.text());
    const parsed = schema.safeParse(jsonOf(text, response));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new CliError(
      `The server's answer to ${path} is not understood (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}).`,
      { hint: 'Command and server are probably of different versions: update the older one.', cause: parsed.error },
    );
  }

  async #send(path: string, { method = 'GET', body, headers, query = {} }: Call = {}): Promise<Response> {
    const request: RequestInit = {
      method,
      headers: {
        ...this.#headers(),
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.any([this.#options.signal, AbortSignal.timeout(timeoutMs)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await this.#reach(() => fetch(this.#address(path, query), request));
    if (!response.ok) throw await this.#refusal(response);
    return response;
  }

  #headers(): Record<string, string> {
    return this.#options.token === undefined ? {} : { authorization: `Bearer ${this.#options.token}` };
  }

  #address(path: string, query: Record<string, string | number | undefined>): string {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
    return `${this.url}${path}${search.size === 0 ? '' : `?${search}`}`;
  }

  async #reach<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (cause) {
      if (this.#options.signal.aborted) throw this.#options.signal.reason;
      if (cause instanceof DOMException && cause.name === 'TimeoutError') {
        throw new Unreachable(`Seesaw at ${this.url} did not answer within ${timeoutMs / 1000} s.`, cause);
      }
      throw new Unreachable(`Seesaw cannot be reached at ${this.url}.`, cause);
    }
  }

  async #refusal(response: Response): Promise<CliError> {
    const text = await this.#reach(() => response.text());
    const problem = problemSchema.safeParse(parsedJson(text));
    if (problem.success) return new ApiRefused(problem.data);
    const message = `${response.url} answered ${response.status} ${response.statusText}`.trimEnd();
    // A proxy says so while the server behind it starts again.
    if ([502, 503, 504].includes(response.status)) return new Unreachable(`${message}.`, problem.error);
    return new CliError(`${message}.`, { hint: foreignHint, cause: problem.error });
  }
}

const foreignHint = 'Is SEESAW_API_URL the address of a Seesaw server?';

/** Nobody answers: worth another try. */
export class Unreachable extends CliError {
  constructor(message: string, cause: unknown) {
    super(message, { hint: 'See what runs: seesaw status. Start it: seesaw up.', cause });
  }
}

/** The same call may be answered in a while: nobody answers, or the server waits for its database or workflows. */
export function isTemporary(error: unknown): error is CliError {
  return error instanceof Unreachable || (error instanceof ApiRefused && error.problem.status === 503);
}

/** A server of something else, or the page of a proxy, says 200 too. */
function jsonOf(text: string, { url, status, headers }: Response): unknown {
  const parsed = parsedJson(text);
  if (parsed !== undefined) return parsed;
  const type = headers.get('content-type')?.split(';')[0] ?? 'no type';
  const beginning = text.trim().replace(/\s+/g, ' ').slice(0, 80);
  const said = beginning === '' ? 'nothing' : JSON.stringify(beginning);
  throw new CliError(`${url} answered ${status} with ${said} (${type}) instead of JSON.`, { hint: foreignHint });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
