import type { LogStore } from '@seesaw/store/storePort';
import { withoutCredentials } from '../slot/lineRing.ts';
import { type BatchSinkOptions, createBatchSink } from './batchSink.ts';

const DELAY_MS = 300;
const MAX_BATCH = 500;
const MAX_WAITING = 5_000;
const MAX_MESSAGE = 4_000;

type Line = Parameters<LogStore['append']>[0][number];
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a segment says, on its way to Postgres. During a long outage new lines are dropped and counted, never blocking. */
export interface LogSink {
  add(level: LogLevel, step: number | null, message: string): void;
  /** Rejects with the failure of the sink. */
  flush(): Promise<void>;
  discard(): void;
}

export function createLogSink(options: {
  segment: { readonly trialId: number; readonly attempt: number };
  logs: Pick<LogStore, 'append'>;
  onFailure: BatchSinkOptions<Line>['onFailure'];
  now?: () => number;
}): LogSink {
  const { segment, logs, onFailure, now = Date.now } = options;
  let dropped = 0;
  const sink = createBatchSink<Line>({
    write: (lines) => logs.append(lines),
    maxBatch: MAX_BATCH,
    delayMs: DELAY_MS,
    highWater: MAX_WAITING,
    onFailure,
  });
  const line = (level: LogLevel, step: number | null, text: string): Line => {
    // Postgres text cannot hold NUL.
    const message = withoutCredentials(text).replaceAll('\u0000', '');
    return { ...segment, step, level, at: now(), message: message.slice(0, MAX_MESSAGE) };
  };
  return {
    add(level, step, message) {
      if (sink.waiting >= MAX_WAITING) {
        dropped++;
        return;
      }
      if (dropped > 0) {
        sink.push([line('warn', step, `${dropped} log lines were dropped while Postgres was away.`)]);
        dropped = 0;
      }
      sink.push([line(level, step, message)]);
    },
    flush: () => sink.flush(),
    discard: () => sink.discard(),
  };
}
