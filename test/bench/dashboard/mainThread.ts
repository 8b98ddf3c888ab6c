import type { CDPSession, Page } from 'playwright-core';
import { type Spread, spreadOf } from './spread.ts';

/** What the page's script calls once a frame, so that the trace can be cut into frames. */
export const markFrame = "performance.mark('frame')";

type Part = 'script' | 'style' | 'layout' | 'paint' | 'other';

const parts: Readonly<Record<string, Part>> = {
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
  UpdateLayer: 'paint',
  FunctionCall: 'script',
  EvaluateScript: 'script',
  FireAnimationFrame: 'script',
  EventDispatch: 'script',
  RunMicrotasks: 'script',
};

export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long it took by the clock, and how long the processor worked on it. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

export interface MainThread {
  /** Milliseconds a frame that the processor worked for the page's main thread: other work on the machine does not lengthen them. */
  readonly frame: Spread;
  /** Of what, in the mean. `paint`: what to draw, not the drawing, which other threads do. */
  readonly parts: Readonly<Record<Part, number>>;
}

/** What the page's main thread spends on a frame while `act` runs, from the browser's own trace. */
export async function traceMainThread(page: Page, act: () => Promise<unknown>): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const includedCategories = [
    'devtools.timeline',
    'disabled-by-default-devtools.timeline',
    'blink.user_timing',
    'v8',
    'disabled-by-default-v8.gc',
  ];
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await act();
  await endTrace(session);
  await session.detach();
  return readTrace(events);
}

async function endTrace(session: CDPSession): Promise<void> {
  const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await done;
}

/** @throws Error when the trace holds no frame */
export function readTrace(events: readonly TraceEvent[]): MainThread {
  const isMark = ({ name, cat }: TraceEvent) => name === 'frame' && cat.includes('user_timing');
  const mark = events.find(isMark);
  if (mark === undefined) throw new Error('The trace holds no frame.');
  const main = events.filter(({ pid, tid }) => pid === mark.pid && tid === mark.tid);
  const marks = main
    .filter(isMark)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const [first = 0, last = 0] = [marks[0], marks.at(-1)];
  const spans = main
    .filter(({ ph, tdur, ts }) => ph === 'X' && tdur !== undefined && ts >= first && ts < last)
    .map((event) => ({ ...event, dur: event.dur ?? 0, tdur: event.tdur ?? 0, own: event.tdur ?? 0 }))
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const frames = marks.slice(1).map(() => 0);
  const sums: Record<Part, number> = { script: 0, style: 0, layout: 0, paint: 0, other: 0 };
  const open: (typeof spans)[number][] = [];
  let frame = 0;
  for (const span of spans) {
    while ((open.at(-1)?.ts ?? 0) + (open.at(-1)?.dur ?? Number.POSITIVE_INFINITY) <= span.ts) open.pop();
    const parent = open.at(-1);
    if (parent !== undefined) parent.own -= span.tdur;
    else {
      while (span.ts >= (marks[frame + 1] ?? Number.POSITIVE_INFINITY)) frame += 1;
      frames[frame] = (frames[frame] ?? 0) + span.tdur / 1000;
    }
    open.push(span);
  }
  for (const { name, own } of spans) sums[partOf(name)] += own / 1000 / frames.length;
  return {
    frame: spreadOf(frames),
    parts: Object.fromEntries(Object.entries(sums).map(([part, ms]) => [part, round(ms)])) as MainThread['parts'],
  };
}

function partOf(name: string): Part {
  return parts[name] ?? (/^v8|^V8|GC/.test(name) ? 'script' : 'other');
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
