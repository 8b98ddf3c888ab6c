import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { restCall } from './restCall.ts';
import { type Run, wireRun } from './run.ts';
import { tagFilter } from './tagFilter.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface RunSearch {
  experimentIds: readonly string[];
  /** Exact values of tags; all must match. */
  tags?: Readonly<Record<string, string>> | undefined;
  /** More conditions in MLflow's own filter language, joined with `and`. */
  filter?: string | undefined;
  /** Default `active`. */
  lifecycle?: 'active' | 'deleted' | 'all' | undefined;
  /** For example `['attributes.start_time ASC']`. */
  orderBy?: readonly string[] | undefined;
  /** Runs in one request, 1 to 50,000. Default 1,000. */
  pageSize?: number | undefined;
}

const VIEW = { active: 'ACTIVE_ONLY', deleted: 'DELETED_ONLY', all: 'ALL' } as const;
const DEFAULT_PAGE_SIZE = 1000;

const runPage = z.looseObject({ runs: z.array(wireRun).default([]), next_page_token: z.string().optional() });

/**
 * Yields matching runs page by page. MLflow pages by offset: a run that is added or removed while iterating can make
 * another one appear twice or not at all.
 */
export async function* searchRuns(
  transport: Transport,
  search: RunSearch,
  options?: CallOptions,
): AsyncGenerator<Run, void, undefined> {
  const conditions = [tagFilter(search.tags ?? {}), search.filter ?? ''].filter((condition) => condition !== '');
  let pageToken: string | undefined;
  do {
    const page = await restCall(transport, {
      method: 'POST',
      endpoint: 'mlflow/runs/search',
      body: {
        experiment_ids: search.experimentIds,
        filter: conditions.join(' and '),
        run_view_type: VIEW[search.lifecycle ?? 'active'],
        order_by: search.orderBy,
        max_results: Math.min(search.pageSize ?? DEFAULT_PAGE_SIZE, LIMITS.searchPageSize),
        page_token: pageToken,
      },
      idempotent: true,
      answer: runPage,
      options,
    });
    yield* page.runs;
    pageToken = page.next_page_token;
  } while (pageToken !== undefined && pageToken !== '');
}
