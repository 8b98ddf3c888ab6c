import { expect, test } from 'vitest';
import { readTrace, type TraceEvent } from './mainThread.ts';

const one = (name: string, ts: number, dur: number, tdur: number, rest: Partial<TraceEvent> = {}): TraceEvent => ({
  ...{ name, cat: 'devtools.timeline', ph: 'X', pid: 1, tid: 1, ts, dur, tdur },
  ...rest,
});
const mark = (ts: number): TraceEvent => ({ name: 'frame', cat: 'blink.user_timing', ph: 'I', pid: 1, tid: 1, ts });

test('a frame counts what its main thread worked, each part without what it holds, and nothing of other threads', () => {
  const seen = readTrace([
    mark(0),
    one('RunTask', 1000, 20_000, 6000),
    one('FunctionCall', 1500, 8000, 3000),
    one('Layout', 2000, 2000, 1000),
    one('Paint', 12_000, 2000, 2000),
    one('RasterTask', 1000, 9000, 9000, { tid: 2 }),
    mark(30_000),
    one('RunTask', 31_000, 3000, 2000),
    mark(60_000),
    one('RunTask', 61_000, 5000, 5000),
  ]);
  expect(seen.frame).toMatchObject({ n: 2, p50: 2, max: 6 });
  expect(seen.parts).toEqual({ script: 1, style: 0, layout: 0.5, paint: 1, other: 1.5 });
});
