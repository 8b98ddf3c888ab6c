import { thresholds } from './thresholds.ts';

/** One row of reported metrics, oldest first in a history. */
export interface MetricRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** A history of reports, cut into windows W = max(200 steps, 2 % of the run, 6 rows), counted from the newest row back. */
export interface Seen {
  readonly rows: readonly MetricRow[];
  /** W in steps. */
  readonly windowSteps: number;
  /** Values of a metric in the newest W, or in W number `back` before it, oldest first. */
  window(name: string, back?: number): number[];
  /** In the newest `count` windows. */
  newest(name: string, count: number): number[];
  /** In the first W of the run. */
  first(name: string): number[];
  all(name: string): number[];
}

/**
 * @param rows oldest first
 * @param runSteps how long the run is to be
 */
export function seenIn(rows: readonly MetricRow[], runSteps: number): Seen {
  const from = rows[0]?.step ?? 0;
  const to = rows.at(-1)?.step ?? 0;
  const spacing = (to - from) / Math.max(1, rows.length - 1);
  const { windowSteps, windowShare, windowRows } = thresholds;
  const size = Math.max(windowSteps, windowShare * runSteps, windowRows * spacing);
  return {
    rows,
    windowSteps: Math.round(size),
    window: (name, back = 0) => between(rows, name, to - (back + 1) * size, to - back * size),
    newest: (name, count) => between(rows, name, to - count * size, to),
    first: (name) => between(rows, name, Number.NEGATIVE_INFINITY, from + size),
    all: (name) => between(rows, name, Number.NEGATIVE_INFINITY, to),
  };
}

/** Values at steps in (after, upTo]. */
function between(rows: readonly MetricRow[], name: string, after: number, upTo: number): number[] {
  const found: number[] = [];
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const { step, values } = rows[index]!;
    if (step <= after) break;
    const value = values[name];
    if (step <= upTo && value !== undefined) found.push(value);
  }
  return found.reverse();
}
