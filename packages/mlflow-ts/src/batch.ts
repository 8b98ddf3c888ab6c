import { keyProblem } from './entityKey.ts';
import type { FailedCall } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { MetricPoint } from './run.ts';
import { checkedParams, checkedTags, type Pair, refusal } from './tagCheck.ts';

/** Anything to be written to one run; no limit on size. */
export interface Batch {
  metrics?: readonly MetricPoint[];
  /** Write-once: MLflow refuses another value for a key that exists, and accepts the same one. */
  params?: Readonly<Record<string, string>>;
  tags?: Readonly<Record<string, string>>;
}

/** A metric in MLflow's own words. */
export interface WireMetric {
  key: string;
  value: number;
  /** Milliseconds since 1970. */
  timestamp: number;
  step: number;
}

/** One request body, within every limit. */
export interface BatchRequest {
  run_id: string;
  params: Pair[];
  tags: Pair[];
  metrics: WireMetric[];
}

export interface SplitBatch {
  requests: BatchRequest[];
  /** Points left out because their value is NaN or infinite, counted for each key; MLflow's pages break on them. */
  nonFinite: Record<string, number>;
}

export type BatchLimits = Pick<
  typeof LIMITS,
  'metricsPerBatch' | 'paramsPerBatch' | 'tagsPerBatch' | 'entitiesPerBatch' | 'bytesPerBatch'
>;

type EntryKind = 'params' | 'tags' | 'metrics';
type Entry = { kind: 'params' | 'tags'; value: Pair } | { kind: 'metrics'; value: WireMetric };

/**
 * Cuts a batch into requests that a server accepts: params first, then tags, then metrics, each in the given order.
 * A function of its arguments alone, so the same batch always gives the same bytes.
 *
 * @throws MlflowRefused naming the first key, value, step or timestamp that the server would refuse or cut
 */
export function splitBatch(
  runId: string,
  batch: Batch,
  limits: { [K in keyof BatchLimits]: number } = LIMITS,
  call: FailedCall = { operation: 'mlflow/runs/log-batch', where: 'this process' },
): SplitBatch {
  const { metrics, nonFinite } = checkedMetrics(batch.metrics ?? [], call);
  const entries: Entry[] = [
    ...checkedParams(batch.params ?? {}, call).map((value): Entry => ({ kind: 'params', value })),
    ...checkedTags(batch.tags ?? {}, call).map((value): Entry => ({ kind: 'tags', value })),
    ...metrics.map((value): Entry => ({ kind: 'metrics', value })),
  ];
  const most: Record<EntryKind, number> = {
    params: limits.paramsPerBatch,
    tags: limits.tagsPerBatch,
    metrics: limits.metricsPerBatch,
  };

  const requests: BatchRequest[] = [];
  const emptyBytes = jsonBytes(emptyRequest(runId));
  let current: BatchRequest | null = null;
  let count = 0;
  let bytes = 0;
  for (const entry of entries) {
    const entryBytes = jsonBytes(entry.value) + 1; // the comma
    const full =
      current === null ||
      current[entry.kind].length >= most[entry.kind] ||
      count >= limits.entitiesPerBatch ||
      bytes + entryBytes > limits.bytesPerBatch;
    if (current === null || full) {
      current = emptyRequest(runId);
      requests.push(current);
      count = 0;
      bytes = emptyBytes;
    }
    if (entry.kind === 'metrics') current.metrics.push(entry.value);
    else current[entry.kind].push(entry.value);
    count++;
    bytes += entryBytes;
  }
  return { requests, nonFinite };
}

function emptyRequest(runId: string): BatchRequest {
  return { run_id: runId, params: [], tags: [], metrics: [] };
}

function checkedMetrics(points: readonly MetricPoint[], call: FailedCall) {
  const metrics: WireMetric[] = [];
  const nonFinite: Record<string, number> = {};
  const goodKeys = new Set<string>();
  for (const { key, value, timestampMs, step } of points) {
    if (!goodKeys.has(key)) {
      const problem = keyProblem(key);
      if (problem !== null) throw refusal(call, `the metric key ${JSON.stringify(key)} is not allowed: ${problem}`);
      goodKeys.add(key);
    }
    if (!Number.isSafeInteger(timestampMs) || timestampMs < 0) {
      throw refusal(
        call,
        `metric "${key}" at step ${step}: timestampMs must be a whole number ≥ 0, not ${timestampMs}`,
      );
    }
    if (!Number.isSafeInteger(step)) throw refusal(call, `metric "${key}": step must be a whole number, not ${step}`);
    if (Number.isFinite(value)) metrics.push({ key, value, timestamp: timestampMs, step });
    else nonFinite[key] = (nonFinite[key] ?? 0) + 1;
  }
  return { metrics, nonFinite };
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}
