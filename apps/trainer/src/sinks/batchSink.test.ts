import { SeesawError } from '@seesaw/shared/errors';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createBatchSink } from './batchSink.ts';
import { createLogSink } from './logSink.ts';
import { createMetricSink } from './metricSink.ts';

const away = () => new SeesawError('unavailable', 'Postgres is away', { retryable: true });
const noFailure = (error: unknown) => {
  throw error;
};

function collecting(options: { fails?: (call: number) => Error | null; highWater?: number; maxBatch?: number } = {}) {
  const batches: number[][] = [];
  const pressure: boolean[] = [];
  const failures: unknown[] = [];
  let calls = 0;
  let under = 0;
  const sink = createBatchSink<number>({
    async write(batch) {
      expect(under++).toBe(0);
      await new Promise((resolve) => setImmediate(resolve));
      under--;
      const error = options.fails?.(calls++) ?? null;
      if (error !== null) throw error;
      batches.push([...batch]);
    },
    maxBatch: options.maxBatch ?? 3,
    delayMs: 1,
    highWater: options.highWater ?? 1_000,
    onPressure: (held) => pressure.push(held),
    onFailure: (error) => failures.push(error),
  });
  return { sink, batches, pressure, failures, calls: () => calls };
}

describe('a sink', () => {
  it('writes everything once, in order, one batch at a time, through any outages', async () => {
    const item = fc.array(fc.integer(), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 8 }),
        fc.array(fc.boolean(), { maxLength: 3 }),
        async (pushes, outages) => {
          const { sink, batches, failures } = collecting({ fails: (call) => (outages[call] === true ? away() : null) });
          for (const items of pushes) sink.push(items);
          await sink.flush();
          expect(batches.flat()).toEqual(pushes.flat());
          expect(batches.every((batch) => batch.length <= 3)).toBe(true);
          expect(failures).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('writes by itself, without a flush', async () => {
    const { sink, batches } = collecting();
    sink.push([1, 2]);
    await vi.waitFor(() => expect(batches).toEqual([[1, 2]]), { timeout: 30_000 });
  });

  it('asks to hold the source when too much waits, and to let go when half of it is written', async () => {
    let open = false;
    const { sink, pressure } = collecting({ highWater: 4, maxBatch: 1, fails: () => (open ? null : away()) });
    sink.push([1, 2, 3, 4]);
    expect(pressure).toEqual([]);
    sink.push([5]);
    expect(pressure).toEqual([true]);
    open = true;
    await sink.flush();
    expect(pressure).toEqual([true, false]);
  });

  it('ends at an error that waiting cannot cure, and says so to everybody once', async () => {
    const superseded = new SeesawError('superseded', 'a newer attempt exists');
    const { sink, failures, calls } = collecting({ fails: () => superseded });
    sink.push([1, 2, 3, 4, 5]);
    await expect(sink.flush()).rejects.toBe(superseded);
    sink.push([6]);
    await expect(sink.flush()).rejects.toBe(superseded);
    expect(failures).toEqual([superseded]);
    expect(calls()).toBe(1);
  });

  it('stops waiting for an outage to end when it is given up', async () => {
    const { sink, failures } = collecting({ fails: away });
    sink.push([1]);
    const flushed = sink.flush();
    sink.discard();
    await expect(flushed).rejects.toThrow(/given up/);
    expect(failures).toEqual([]);
  });
});

describe('the metric sink', () => {
  it('writes every value in the order it came, and NaN as it is', async () => {
    const append = vi.fn(async () => undefined);
    const segment = { trialId: 1, attempt: 2 };
    const sink = createMetricSink({ segment, metrics: { append }, onPressure: noFailure, onFailure: noFailure });
    sink.add(5, 10.4, { a: 1, b: Number.NaN });
    sink.add(5, 11, { a: 2 });
    await sink.flush();
    const points = [
      { metric: 'a', step: 5, value: 1, at: 10 },
      { metric: 'b', step: 5, value: Number.NaN, at: 10 },
      { metric: 'a', step: 5, value: 2, at: 11 },
    ];
    expect(append.mock.calls).toEqual([[{ trialId: 1, attempt: 2, points }]]);
  });
});

describe('the log sink', () => {
  it('drops and counts lines in a long outage instead of growing', async () => {
    const lines: string[] = [];
    let open = false;
    const sink = createLogSink({
      segment: { trialId: 1, attempt: 1 },
      logs: {
        async append(batch) {
          if (!open) throw away();
          lines.push(...batch.map(({ message }) => message));
        },
      },
      onFailure: noFailure,
    });
    for (let line = 0; line < 5_010; line++) sink.add('info', null, `line ${line}`);
    open = true;
    await sink.flush();
    sink.add('info', null, 'later');
    await sink.flush();
    expect(lines).toHaveLength(5_002);
    expect(lines.slice(-2)).toEqual(['10 log lines were dropped while Postgres was away.', 'later']);
  });

  it('hides credentials and what Postgres cannot store', async () => {
    const append = vi.fn(async (_lines: readonly { message: string }[]) => undefined);
    const sink = createLogSink({ segment: { trialId: 1, attempt: 1 }, logs: { append }, onFailure: noFailure });
    sink.add('error', 3, 'cannot reach postgres://me:geheim@db/x\u0000!');
    await sink.flush();
    expect(append.mock.calls[0]?.[0][0]?.message).toBe('cannot reach postgres://***@db/x!');
  });
});
