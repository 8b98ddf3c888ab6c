import { BRIDGED_OUTAGE_MS, type Patience, whileUnavailable } from '../whileUnavailable.ts';

export interface BatchSinkOptions<T> {
  /** Idempotent; SeesawError 'unavailable' is retried, anything else ends the sink. */
  write(batch: readonly T[]): Promise<void>;
  readonly maxBatch: number;
  /** From the first item that waits to the write that takes it, while no other write is under way. */
  readonly delayMs: number;
  /** Called with true once more than `highWater` items wait, with false when half of that is reached again. */
  readonly highWater: number;
  onPressure?(held: boolean): void;
  /** Called once; from then on the sink takes items and drops them. */
  onFailure(error: unknown): void;
  readonly onWait?: Patience['onWait'];
  readonly forMs?: number;
}

/** Collects items, writes them in order in batches, one at a time, and outlives outages of whatever it writes to. */
export interface BatchSink<T> {
  push(items: readonly T[]): void;
  /** Items that are not written yet. */
  readonly waiting: number;
  /** Resolves when everything pushed so far is written; rejects with the failure of the sink. */
  flush(): Promise<void>;
  /** Gives up what waits; a write that waits for an outage to end is dropped too. */
  discard(): void;
}

export function createBatchSink<T>(options: BatchSinkOptions<T>): BatchSink<T> {
  const { write, maxBatch, delayMs, highWater, onPressure, onFailure, onWait, forMs = BRIDGED_OUTAGE_MS } = options;
  const discarded = new AbortController();
  let queue: T[] = [];
  let pushed = 0;
  let written = 0;
  let writing = false;
  let held = false;
  let timer: NodeJS.Timeout | undefined;
  let failure: { error: unknown } | null = null;
  let flushes: { until: number; resolve: () => void; reject: (error: unknown) => void }[] = [];

  function schedule(afterMs: number): void {
    if (writing || failure !== null || queue.length === 0) return;
    if (afterMs > 0 && timer !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => void drain(), afterMs);
  }

  async function drain(): Promise<void> {
    timer = undefined;
    if (writing) return;
    writing = true;
    try {
      while (queue.length > 0) {
        const batch = queue.slice(0, maxBatch);
        await whileUnavailable(() => write(batch), { signal: discarded.signal, forMs, onWait });
        queue.splice(0, batch.length);
        written += batch.length;
        if (held && queue.length <= highWater / 2) press(false);
        for (const flush of flushes.filter(({ until }) => until <= written)) flush.resolve();
        flushes = flushes.filter(({ until }) => until > written);
      }
    } catch (error) {
      fail(error);
    } finally {
      writing = false;
    }
  }

  function press(next: boolean): void {
    held = next;
    onPressure?.(next);
  }

  function fail(error: unknown): void {
    if (failure !== null) return;
    failure = { error };
    clearTimeout(timer);
    queue = [];
    for (const flush of flushes) flush.reject(error);
    flushes = [];
    if (!discarded.signal.aborted) onFailure(error);
  }

  return {
    push(items) {
      if (failure !== null) return;
      for (const item of items) queue.push(item);
      pushed += items.length;
      if (!held && queue.length > highWater) press(true);
      schedule(delayMs);
    },
    get waiting() {
      return queue.length;
    },
    flush() {
      if (failure !== null) return Promise.reject(failure.error);
      if (written === pushed) return Promise.resolve();
      const until = pushed;
      return new Promise((resolve, reject) => {
        flushes.push({ until, resolve, reject });
        schedule(0);
      });
    },
    discard() {
      const reason = new Error('The sink was given up.');
      discarded.abort(reason);
      fail(reason);
    },
  };
}
