import type { TrialClock } from '@seesaw/shared/queries';
import { formatNumber, formatStep } from '../../format/numbers.ts';

/** What a chart has along its x axis. */
export const xKinds = ['step', 'samples', 'relative', 'wall'] as const;
export type XKind = (typeof xKinds)[number];

export const xWords: Readonly<Record<XKind, string>> = {
  step: 'step',
  samples: 'real samples seen by D',
  relative: 'time since the trial began',
  wall: 'time of day',
};

export function isTime(kind: XKind): boolean {
  return kind === 'relative' || kind === 'wall';
}

/** Where a trial was when: knots of a line that ascends in both. */
interface Knots {
  readonly steps: readonly number[];
  readonly at: readonly number[];
}

/**
 * Steps in units of the axis: samples, or milliseconds. An attempt begins behind the step it resumes from, so that the time in
 * which the trial rested lies between two points and not in a slope. Unknown clocks give NaN.
 */
export function xOfSteps(kind: XKind, clock: TrialClock | undefined, steps: Float64Array): Float64Array {
  if (kind === 'step') return steps;
  if (kind === 'samples') {
    const each = clock?.samplesPerStep ?? (clock === undefined ? Number.NaN : 1);
    return steps.map((step) => step * each);
  }
  const knots = knotsOf(clock);
  const begin = kind === 'relative' ? beginOf(clock) : 0;
  return steps.map((step) => interpolate(knots.steps, knots.at, step) - begin);
}

/** The steps that one trial went through while the axis went from `from` to `to`: what to ask the server for. */
export function stepsBetween(
  kind: XKind,
  clock: TrialClock,
  range: { readonly from: number; readonly to: number },
): { from: number; to: number } {
  const stepAt = (x: number) => {
    if (kind === 'step') return x;
    if (kind === 'samples') return x / (clock.samplesPerStep ?? 1);
    const knots = knotsOf(clock);
    return interpolate(knots.at, knots.steps, x + (kind === 'relative' ? beginOf(clock) : 0));
  };
  return { from: stepAt(range.from), to: stepAt(range.to) };
}

/** Where attempts after the first began, on the axis. */
export function resumesOf(kind: XKind, clock: TrialClock | undefined): { attempt: number; x: number }[] {
  const later = clock?.attempts.filter(({ attempt }) => attempt > 1) ?? [];
  const begin = kind === 'relative' ? beginOf(clock) : 0;
  if (isTime(kind)) return later.map(({ attempt, startedAt }) => ({ attempt, x: startedAt - begin }));
  const xs = xOfSteps(
    kind,
    clock,
    Float64Array.from(later, ({ fromStep }) => fromStep),
  );
  return later.map(({ attempt }, index) => ({ attempt, x: xs[index] ?? 0 }));
}

export function formatX(kind: XKind, x: number): string {
  switch (kind) {
    case 'relative':
      return shortDuration(x);
    case 'wall':
      return new Date(x).toLocaleTimeString('en-GB');
    case 'samples':
      return formatStep(Math.round(x));
    default:
      return Number.isInteger(x) ? formatStep(x) : formatNumber(x);
  }
}

/** Distances of marks on an axis of milliseconds that people count in. */
export const timeSteps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000,
] as const;

function shortDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${Number(seconds.toFixed(2))} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes}:${String(rest).padStart(2, '0')} min`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

function beginOf(clock: TrialClock | undefined): number {
  return clock?.attempts[0]?.startedAt ?? clock?.at[0] ?? 0;
}

function knotsOf(clock: TrialClock | undefined): Knots {
  if (clock === undefined) return { steps: [], at: [] };
  const knots = clock.steps.map((step, index) => ({ step, at: clock.at[index] ?? 0 }));
  for (const { attempt, fromStep, startedAt } of clock.attempts) {
    knots.push({ step: attempt === 1 ? Math.min(0, fromStep) : fromStep + 0.5, at: startedAt });
  }
  knots.sort((a, b) => a.step - b.step || a.at - b.at);
  // Clocks of two hosts may disagree: a line that goes back would have two values at one time.
  let latest = Number.NEGATIVE_INFINITY;
  const at = knots.map((knot) => {
    latest = Math.max(latest, knot.at);
    return latest;
  });
  return { steps: knots.map(({ step }) => step), at };
}

/** Straight between knots, and on at the slope of the last two beyond them; of equal knots the last. */
function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  if (xs.length === 0) return Number.NaN;
  if (xs.length === 1) return ys[0] ?? Number.NaN;
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [x0, x1, y0, y1] = [xs[low] ?? 0, xs[high] ?? 0, ys[low] ?? 0, ys[high] ?? 0];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
