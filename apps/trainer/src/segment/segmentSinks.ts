import { adviceFor } from '@seesaw/gan/health/adviceFor';
import { assertNever } from '@seesaw/shared/assertNever';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { createLogSink, type LogSink } from '../sinks/logSink.ts';
import { createMetricSink } from '../sinks/metricSink.ts';
import { createOrderedTasks } from '../sinks/orderedTasks.ts';
import type { SegmentMessage } from '../slot/training.ts';
import { formatLocation } from '../storage/location.ts';
import { whileUnavailable } from '../whileUnavailable.ts';
import type { SegmentDependencies, SegmentFacts } from './dependencies.ts';

/** Carries what the child reports into Postgres. */
export interface SegmentSinks {
  readonly logs: LogSink;
  take(message: SegmentMessage): void;
  /** Everything taken so far is in Postgres; rejects with what prevents it. */
  settled(): Promise<void>;
  /** Writes nothing more. */
  discard(): void;
}

/**
 * Metrics, samples and checkpoints share one order: a checkpoint's row is written after all points and samples up to it,
 * so whoever resumes from it misses nothing.
 */
export function createSegmentSinks(options: {
  facts: SegmentFacts;
  config: TrialConfig;
  deps: SegmentDependencies;
  onPressure(held: boolean): void;
  onFailure(error: unknown): void;
}): SegmentSinks {
  const { facts, config, deps, onPressure, onFailure } = options;
  const { store, spool, garbage } = deps;
  const { trialId, attempt } = facts;
  const segment = { trialId, attempt };
  const log = deps.log.child(segment);
  const given = new AbortController();
  const patience = {
    signal: given.signal,
    onWait: (error: Error, pauseMs: number) => log.warn({ err: error, pauseMs }, 'waiting for Postgres'),
  };
  const metrics = createMetricSink({ segment, metrics: store.metrics, onPressure, onFailure, onWait: patience.onWait });
  const logs = createLogSink({ segment, logs: store.logs, onFailure });
  const rows = createOrderedTasks((error) => {
    if (!given.signal.aborted) onFailure(error);
  });
  const inOrder = (write: () => Promise<void>) =>
    rows.add(async () => {
      given.signal.throwIfAborted();
      await metrics.flush();
      await whileUnavailable(write, patience);
    });

  function take(message: SegmentMessage): void {
    if (message.type !== 'log' && message.step > facts.step) facts.step = message.step;
    switch (message.type) {
      case 'progress':
        return;
      case 'metrics':
        metrics.add(message.step, message.at, message.values);
        if (Object.keys(message.values).some(isEvaluation))
          logs.add('info', message.step, evaluationWords(message.values));
        return;
      case 'log':
        logs.add(message.level, message.step, message.message);
        return;
      case 'health': {
        const { step, health, evidence } = message;
        const advice = adviceFor(message.advice, config);
        logs.add('info', step, `Health is ${health}. ${evidence} ${advice}`.trim());
        inOrder(() => store.segments.health({ ...segment, step, health, evidence, advice }));
        return;
      }
      case 'sample': {
        const { step, kind, png, tensors, facts: sizes } = message;
        inOrder(async () => {
          const locations = { pngLocation: spool.locationOf(png), tensorsLocation: spool.locationOf(tensors) };
          await store.samples.save({ ...segment, step, kind, ...locations, facts: { ...sizes } });
          deps.onSpooled();
        });
        return;
      }
      case 'checkpoint': {
        const { step, folder, manifest } = message;
        logs.add('info', step, `Checkpoint written, state ${manifest.stateSha.slice(0, 12)}.`);
        inOrder(async () => {
          const { stateSha, bytes } = manifest;
          await store.checkpoints.save({
            ...segment,
            step,
            stateSha,
            bytes,
            location: folder === null ? formatLocation({ kind: 'none' }) : spool.locationOf(folder),
            manifest,
          });
          facts.checkpointStep = step;
          deps.onSpooled();
        });
        inOrder(async () => {
          for (const pruned of await store.checkpoints.prune(trialId)) await garbage.add(pruned, facts);
        });
        return;
      }
      default:
        assertNever(message, 'message of a child');
    }
  }

  return {
    logs,
    take,
    async settled() {
      await rows.settled();
      await Promise.all([metrics.flush(), logs.flush()]);
    },
    discard() {
      given.abort(new Error('The segment was abandoned.'));
      metrics.discard();
      logs.discard();
    },
  };
}

function isEvaluation(metric: string): boolean {
  return metric.startsWith('eval/');
}

/** `Evaluated: score 2.48, modes 2.` */
function evaluationWords(values: Readonly<Record<string, number>>): string {
  const parts = Object.entries(values)
    .filter(([name]) => isEvaluation(name))
    .map(([name, value]) => `${name.slice('eval/'.length)} ${Number(value.toPrecision(4))}`);
  return `Evaluated: ${parts.join(', ')}.`;
}
