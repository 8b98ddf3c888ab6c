import type { MetricPoint, MetricStore } from '@seesaw/store/storePort';
import { type BatchSink, type BatchSinkOptions, createBatchSink } from './batchSink.ts';

/** Well below the second that people may wait for a point. */
const DELAY_MS = 250;
const MAX_BATCH = 5_000;
/** About 20 MB, and at 1,000 points a second more than three minutes of outage before the training is held. */
const HIGH_WATER = 200_000;

/** Metric points of one segment on their way to Postgres. Nothing is dropped: when too much waits, training is held. */
export interface MetricSink extends Pick<BatchSink<MetricPoint>, 'flush' | 'discard' | 'waiting'> {
  /** @param at milliseconds since 1970 UTC */
  add(step: number, at: number, values: Readonly<Record<string, number>>): void;
}

export function createMetricSink(options: {
  segment: { readonly trialId: number; readonly attempt: number };
  metrics: Pick<MetricStore, 'append'>;
  onPressure: NonNullable<BatchSinkOptions<MetricPoint>['onPressure']>;
  onFailure: BatchSinkOptions<MetricPoint>['onFailure'];
  onWait?: BatchSinkOptions<MetricPoint>['onWait'];
  highWater?: number;
}): MetricSink {
  const { segment, metrics, onPressure, onFailure, onWait, highWater = HIGH_WATER } = options;
  const sink = createBatchSink<MetricPoint>({
    write: (points) => metrics.append({ ...segment, points }),
    maxBatch: MAX_BATCH,
    delayMs: DELAY_MS,
    highWater,
    onPressure,
    onFailure,
    onWait,
  });
  return {
    add: (step, at, values) =>
      sink.push(Object.entries(values).map(([metric, value]) => ({ metric, step, value, at: Math.round(at) }))),
    flush: () => sink.flush(),
    discard: () => sink.discard(),
    get waiting() {
      return sink.waiting;
    },
  };
}
