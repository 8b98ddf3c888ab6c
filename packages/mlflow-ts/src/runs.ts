import { z } from 'zod';
import { MlflowTimeout, MlflowUnavailable } from './errors.ts';
import { nothing, restCall } from './restCall.ts';
import { PARENT_RUN_TAG, type Run, type RunStatus, wireRun } from './run.ts';
import { type RunSearch, searchRuns } from './runSearch.ts';
import { checkedTags } from './tagCheck.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface NewRun {
  experimentId: string;
  name: string;
  /** Milliseconds since 1970. */
  startTimeMs: number;
  tags?: Readonly<Record<string, string>>;
  /** Makes it a child: sets the tag `mlflow.parentRunId`. */
  parentRunId?: string | undefined;
}

export interface RunChange {
  status?: RunStatus;
  name?: string;
  /** Milliseconds since 1970; null takes the end time away again. */
  endTimeMs?: number | null;
}

export interface RunsApi {
  /**
   * Starts a run (MLflow sets it RUNNING). Sent once: after MlflowUnavailable or MlflowTimeout the run may exist.
   * `findOrCreate` deals with that.
   */
  create(run: NewRun, options?: CallOptions): Promise<Run>;
  /**
   * The oldest run of the experiment with all of `identity`'s tags, deleted ones included; where there is none, a new
   * one that carries them. If the answer to the creation is lost, the run it made is found and returned. Two callers at
   * the same moment can still make two: let one process own an identity.
   */
  findOrCreate(run: NewRun & { identity: Readonly<Record<string, string>> }, options?: CallOptions): Promise<Run>;
  /** @throws MlflowRefused `RESOURCE_DOES_NOT_EXIST` */
  get(runId: string, options?: CallOptions): Promise<Run>;
  /** @throws MlflowRefused `INVALID_PARAMETER_VALUE` for a deleted run */
  update(runId: string, change: RunChange, options?: CallOptions): Promise<void>;
  /** Back to RUNNING without an end time, restored if it was deleted. */
  reopen(runId: string, options?: CallOptions): Promise<void>;
  /** All runs that match, newest start first unless `orderBy` says otherwise, fetched page by page while iterating. */
  search(search: RunSearch, options?: CallOptions): AsyncGenerator<Run, void, undefined>;
  /** Marks it deleted; its data stay until `mlflow gc`. Children are left as they are. Repeating it is no error. */
  delete(runId: string, options?: CallOptions): Promise<void>;
  restore(runId: string, options?: CallOptions): Promise<void>;
  setTag(runId: string, key: string, value: string, options?: CallOptions): Promise<void>;
}

const oneRun = z.looseObject({ run: wireRun });

export function runsApi(transport: Transport): RunsApi {
  const post = (endpoint: string, body: unknown, options?: CallOptions) =>
    restCall(transport, { method: 'POST', endpoint, body, idempotent: true, answer: nothing, options });

  async function create(run: NewRun, options?: CallOptions): Promise<Run> {
    const endpoint = 'mlflow/runs/create';
    const tags = { ...run.tags, ...(run.parentRunId === undefined ? {} : { [PARENT_RUN_TAG]: run.parentRunId }) };
    const body = {
      experiment_id: run.experimentId,
      run_name: run.name,
      start_time: run.startTimeMs,
      tags: checkedTags(tags, { operation: endpoint, where: transport.baseUrl }),
    };
    const call = { method: 'POST', endpoint, body, idempotent: false, answer: oneRun, options } as const;
    return (await restCall(transport, call)).run;
  }

  async function findOldest(experimentId: string, tags: Readonly<Record<string, string>>, options?: CallOptions) {
    const search: RunSearch = { experimentIds: [experimentId], tags, lifecycle: 'all', pageSize: 1 };
    for await (const run of searchRuns(transport, { ...search, orderBy: ['attributes.start_time ASC'] }, options)) {
      return run;
    }
    return null;
  }

  async function update(runId: string, change: RunChange, options?: CallOptions): Promise<void> {
    await post(
      'mlflow/runs/update',
      {
        run_id: runId,
        status: change.status,
        run_name: change.name,
        // The server ignores an absent or null end time and stores 0 as none.
        end_time: change.endTimeMs === null ? 0 : change.endTimeMs,
      },
      options,
    );
  }

  async function restore(runId: string, options?: CallOptions): Promise<void> {
    await post('mlflow/runs/restore', { run_id: runId }, options);
  }

  return {
    create,
    async findOrCreate({ identity, ...run }, options) {
      const found = await findOldest(run.experimentId, identity, options);
      if (found !== null) return found;
      try {
        return await create({ ...run, tags: { ...run.tags, ...identity } }, options);
      } catch (error) {
        if (!(error instanceof MlflowUnavailable || error instanceof MlflowTimeout)) throw error;
        const made = await findOldest(run.experimentId, identity, options);
        if (made === null) throw error;
        return made;
      }
    },
    async get(runId, options) {
      const call = { method: 'GET', endpoint: 'mlflow/runs/get', query: { run_id: runId }, idempotent: true } as const;
      return (await restCall(transport, { ...call, answer: oneRun, options })).run;
    },
    update,
    async reopen(runId, options) {
      await restore(runId, options);
      await update(runId, { status: 'RUNNING', endTimeMs: null }, options);
    },
    search: (search, options) => searchRuns(transport, search, options),
    async delete(runId, options) {
      await post('mlflow/runs/delete', { run_id: runId }, options);
    },
    restore,
    async setTag(runId, key, value, options) {
      const endpoint = 'mlflow/runs/set-tag';
      const [tag] = checkedTags({ [key]: value }, { operation: endpoint, where: transport.baseUrl });
      await post(endpoint, { run_id: runId, ...tag }, options);
    },
  };
}
