/** The signals that rules read; nothing else of a report is remembered. */
export const signals = [
  'balance/real_score',
  'balance/fake_score',
  'balance/d_gap',
  'balance/d_acc_real',
  'balance/d_acc_fake',
  'balance/d_acc_paired',
  'balance/grad_norm_d',
  'balance/grad_norm_g',
  'balance/update_ratio_d',
  'balance/update_ratio_g',
  'eval/score',
  'eval/modes_held',
  'eval/hq_share',
  'eval/coverage',
  'eval/precision',
  'eval/duplicates',
] as const;
export type Signal = (typeof signals)[number];

/** One row of reported metrics, oldest first in a history. */
export interface MetricRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** A history of reports, cut into windows W of steps, counted from the newest row back. */
export interface Seen {
  readonly rows: readonly MetricRow[];
  /** W in steps. */
  readonly windowSteps: number;
  /** Values of a signal in the newest W, or in W number `back` before it, oldest first. */
  window(name: Signal, back?: number): number[];
  /** In the newest `count` windows. */
  newest(name: Signal, count: number): number[];
  /** In the first W of the run. */
  first(name: Signal): number[];
  all(name: Signal): number[];
}

/** @param rows oldest first */
export function seenIn(rows: readonly MetricRow[], windowSteps: number): Seen {
  const from = rows[0]?.step ?? 0;
  const to = rows.at(-1)?.step ?? 0;
  return {
    rows,
    windowSteps,
    window: (name, back = 0) => between(rows, name, to - (back + 1) * windowSteps, to - back * windowSteps),
    newest: (name, count) => between(rows, name, to - count * windowSteps, to),
    first: (name) => between(rows, name, Number.NEGATIVE_INFINITY, from + windowSteps),
    all: (name) => between(rows, name, Number.NEGATIVE_INFINITY, to),
  };
}

/** Values at steps in (after, upTo]. */
function between(rows: readonly MetricRow[], name: Signal, after: number, upTo: number): number[] {
  const found: number[] = [];
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const { step, values } = rows[index]!;
    if (step <= after) break;
    const value = values[name];
    if (step <= upTo && value !== undefined) found.push(value);
  }
  return found.reverse();
}
