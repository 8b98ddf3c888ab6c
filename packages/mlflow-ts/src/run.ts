import { z } from 'zod';

/** What MLflow knows; SCHEDULED and KILLED are shown by its pages like the others. */
export const runStatuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** One measured value. */
export interface MetricPoint {
  key: string;
  /** NaN and infinities can come back from a server that another client wrote to; this client never sends them. */
  value: number;
  /** Milliseconds since 1970, whole, ≥ 0. */
  timestampMs: number;
  /** x-axis, whole. */
  step: number;
}

export interface Run {
  id: string;
  experimentId: string;
  name: string;
  /** A RunStatus, or a word of a newer server. */
  status: string;
  startTimeMs: number | null;
  /** null while it runs. */
  endTimeMs: number | null;
  /** `active` or `deleted`. */
  lifecycleStage: string;
  /** For example `mlflow-artifacts:/1/<run>/artifacts`. */
  artifactUri: string;
  params: Record<string, string>;
  tags: Record<string, string>;
  /** For each key the point with the greatest step, then timestamp, then value. */
  latestMetrics: Record<string, MetricPoint>;
}

/** Names the run that a run belongs to; MLflow's pages nest by it. */
export const PARENT_RUN_TAG = 'mlflow.parentRunId';

/** Protobuf writes the three values that JSON cannot hold as words. */
const wireNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

export const wireMetric = z
  .looseObject({
    key: z.string(),
    value: wireNumber.default(0),
    timestamp: z.number().default(0),
    step: z.number().default(0),
  })
  .transform(
    (wire): MetricPoint => ({ key: wire.key, value: wire.value, timestampMs: wire.timestamp, step: wire.step }),
  );

const wirePair = z.looseObject({ key: z.string(), value: z.string().default('') });

const wireInfo = z.looseObject({
  run_id: z.string(),
  experiment_id: z.string(),
  run_name: z.string().default(''),
  status: z.string(),
  start_time: z.number().optional(),
  end_time: z.number().optional(),
  artifact_uri: z.string().default(''),
  lifecycle_stage: z.string(),
});

const wireData = z.looseObject({
  metrics: z.array(wireMetric).default([]),
  params: z.array(wirePair).default([]),
  tags: z.array(wirePair).default([]),
});

export const wireRun = z
  .looseObject({ info: wireInfo, data: wireData.default({ metrics: [], params: [], tags: [] }) })
  .transform(
    ({ info, data }): Run => ({
      id: info.run_id,
      experimentId: info.experiment_id,
      name: info.run_name,
      status: info.status,
      startTimeMs: info.start_time ?? null,
      endTimeMs: info.end_time ?? null,
      lifecycleStage: info.lifecycle_stage,
      artifactUri: info.artifact_uri,
      params: recordOf(data.params),
      tags: recordOf(data.tags),
      latestMetrics: Object.fromEntries(data.metrics.map((metric) => [metric.key, metric])),
    }),
  );

function recordOf(pairs: { key: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}
