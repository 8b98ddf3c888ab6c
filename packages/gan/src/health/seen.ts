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
  'eval/swd',
  'eval/modes_held',
  'eval/hq_share',
  'eval/coverage',
  'eval/precision',
  'eval/duplicates',
] as const;
export type Signal = (typeof signals)[number];

/** One row of reported metrics. */
export interface MetricRow {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

/** What rules see of a report: each signal at its place, NaN where it was not measured. Numbers side by side, because each report asks for hundreds. */
export interface SeenRow {
  readonly step: number;
  readonly values: Float64Array;
}

const places = Object.fromEntries(signals.map((name, place) => [name, place])) as Readonly<Record<Signal, number>>;

/** @param shorten what is seen of a value; all of it when absent */
export function seenRow({ step, values }: MetricRow, shorten = (value: number) => value): SeenRow {
  const seen = new Float64Array(signals.length).fill(Number.NaN);
  for (const [place, name] of signals.entries()) {
    const value = values[name];
    if (value !== undefined && Number.isFinite(value)) seen[place] = shorten(value);
  }
  return { step, values: seen };
}

export function metricRow({ step, values }: SeenRow): MetricRow {
  const measured = signals.filter((name) => !Number.isNaN(values[places[name]]));
  return { step, values: Object.fromEntries(measured.map((name) => [name, values[places[name]]!])) };
}

/** NaN where it was not measured. */
export function valueIn({ values }: SeenRow, name: Signal): number {
  return values[places[name]]!;
}

/** The rows in which it was measured. */
export function rowsWith(rows: readonly SeenRow[], name: Signal): SeenRow[] {
  const place = places[name];
  return rows.filter(({ values }) => !Number.isNaN(values[place]));
}

/** A history of reports, cut into windows W of steps, counted from the newest row back. */
export interface Seen {
  readonly rows: readonly SeenRow[];
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
export function seenIn(rows: readonly SeenRow[], windowSteps: number): Seen {
  const from = rows[0]?.step ?? 0;
  const to = rows.at(-1)?.step ?? 0;
  return {
    rows,
    windowSteps,
    window(name, back = 0) {
      return between(rows, name, to - (back + 1) * windowSteps, to - back * windowSteps);
    },
    newest(name, count) {
      return between(rows, name, to - count * windowSteps, to);
    },
    first(name) {
      return between(rows, name, Number.NEGATIVE_INFINITY, from + windowSteps);
    },
    all(name) {
      return between(rows, name, Number.NEGATIVE_INFINITY, to);
    },
  };
}

/** Values at steps in (after, upTo]. */
function between(rows: readonly SeenRow[], name: Signal, after: number, upTo: number): number[] {
  const place = places[name];
  const found: number[] = [];
  for (let index = firstAfter(rows, after); index < rows.length && rows[index]!.step <= upTo; index += 1) {
    const value = rows[index]!.values[place]!;
    if (!Number.isNaN(value)) found.push(value);
  }
  return found;
}

/** Where the rows of later steps begin. */
export function firstAfter(rows: readonly SeenRow[], step: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.step <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}
