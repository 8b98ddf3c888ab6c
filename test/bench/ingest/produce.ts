import type { Store } from '@seesaw/store/storePort';
import { createMetricSink } from '../../../apps/trainer/src/sinks/metricSink.ts';
import { breathe } from './pace.ts';

export interface Shape {
  /** Values in a report. */
  readonly metrics: number;
  /** Steps from one report to the next. */
  readonly everySteps: number;
}

/** So much waits in a sink that its next batch is full, but not more. */
const enoughWaiting = 10_000;

/** Trials that report as fast as their sinks take it, each through the trainer's own sink. */
export function produce({
  store,
  trials,
  shape,
}: {
  store: Store;
  trials: readonly { trialId: number; attempt: number }[];
  shape: Shape;
}): { count: () => number; pointsPerBatch: () => number; load: (isOver: () => boolean) => Promise<void> } {
  let committed = 0;
  let batches = 0;
  const metrics: Pick<Store['metrics'], 'append'> = {
    async append(batch) {
      await store.metrics.append(batch);
      committed += batch.points.length;
      batches += 1;
    },
  };

  async function train(segment: { trialId: number; attempt: number }, isOver: () => boolean): Promise<void> {
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => void failures.push(error);
    const sink = createMetricSink({ segment, metrics, onPressure: () => undefined, onFailure });
    for (let step = shape.everySteps; !isOver() && failures.length === 0; ) {
      while (sink.waiting < enoughWaiting) {
        sink.add(step, Date.now(), report(step, segment.trialId, shape));
        step += shape.everySteps;
      }
      await breathe();
    }
    await sink.flush();
  }

  return {
    count: () => committed,
    pointsPerBatch: () => Math.round(committed / batches),
    async load(isOver) {
      await Promise.all(trials.map((trial) => train(trial, isOver)));
    },
  };
}

/** Noisy curves that fall, so that extremes move all the time. */
export function report(step: number, seed: number, { metrics }: Shape): Record<string, number> {
  const values: Record<string, number> = {};
  for (let metric = 0; metric < metrics; metric += 1) {
    values[`bench/metric_${metric}`] = 1000 / (step + metric) + Math.sin(step * (1 + metric) + seed);
  }
  return values;
}
