import { z } from 'zod';
import { type Batch, splitBatch } from './batch.ts';
import { LIMITS } from './limits.ts';
import { nothing, restCall } from './restCall.ts';
import { type MetricPoint, wireMetric } from './run.ts';
import type { CallOptions, Transport } from './transport.ts';

export interface Logged {
  /** Requests sent. */
  requests: number;
  /** Points left out because their value is NaN or infinite, counted for each key. Worth a tag or a count of their own. */
  nonFinite: Record<string, number>;
}

export interface MetricsApi {
  /**
   * Writes metrics, params and tags of any number to one run, in as many requests as the limits need, one after the
   * other. Sending the same batch again changes nothing, since the timestamps come from the caller; so after an error
   * in the middle, send the whole batch again.
   *
   * @throws MlflowRefused before anything is sent, for keys and values the server would refuse or cut; from the server,
   * for a param that has another value already, or a run that is deleted or missing
   */
  logBatch(runId: string, batch: Batch, options?: CallOptions): Promise<Logged>;
  /**
   * Every logged value of a metric, ordered by timestamp, then step, then value; empty where there is none.
   *
   * @param pageSize points in one request, 1 to 25,000
   */
  history(runId: string, key: string, options?: CallOptions & { pageSize?: number }): Promise<MetricPoint[]>;
}

const historyPage = z.looseObject({
  metrics: z.array(wireMetric).default([]),
  next_page_token: z.string().optional(),
});

export function metricsApi(transport: Transport): MetricsApi {
  return {
    async logBatch(runId, batch, options) {
      const endpoint = 'mlflow/runs/log-batch';
      const call = { operation: endpoint, where: transport.baseUrl };
      const { requests, nonFinite } = splitBatch(runId, batch, LIMITS, call);
      for (const body of requests) {
        await restCall(transport, { method: 'POST', endpoint, body, idempotent: true, answer: nothing, options });
      }
      return { requests: requests.length, nonFinite };
    },
    async history(runId, key, options) {
      const pageSize = Math.min(options?.pageSize ?? LIMITS.historyPageSize, LIMITS.historyPageSize);
      const points: MetricPoint[] = [];
      let pageToken = '';
      do {
        const page = await restCall(transport, {
          method: 'GET',
          endpoint: 'mlflow/metrics/get-history',
          query: {
            run_id: runId,
            metric_key: key,
            max_results: String(pageSize),
            ...(pageToken === '' ? {} : { page_token: pageToken }),
          },
          idempotent: true,
          answer: historyPage,
          options,
        });
        points.push(...page.metrics);
        pageToken = page.next_page_token ?? '';
      } while (pageToken !== '');
      return points;
    },
  };
}
