/** Verdict on the game, drawn from diagnostics. `unknown` until enough steps were seen. */
export const healthVerdicts = [
  'unknown',
  'ok',
  'd-wins',
  'g-wins',
  'collapse',
  'oscillating',
  'diverged',
  'd-overfit',
  'stalled',
] as const;
export type Health = (typeof healthVerdicts)[number];

export interface Verdict {
  readonly health: Health;
  /** Which signals, over which steps, with numbers. */
  readonly evidence: string;
  /** What to turn, hyperparameters in backticks; '' when there is nothing to do. */
  readonly advice: string;
}

/** What verdicts remember of a training: bounded, plain JSON, no number in it that is none. */
export interface HealthHistory {
  /** Newest step that was judged. */
  readonly step: number;
  readonly verdict: Verdict;
  /** What the rules have been saying instead of the verdict, and since which step; it takes the verdict's place if they go on. */
  readonly candidate?: { readonly health: Health; readonly since: number };
  readonly rows: MetricColumns;
}

/** Rows of metrics by column, which is shorter where they have the same names; null where a row has no such value. */
export interface MetricColumns {
  /** Rising. */
  readonly steps: readonly number[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}
