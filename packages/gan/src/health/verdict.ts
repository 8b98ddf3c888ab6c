import type { Health } from '@seesaw/shared/health';
import type { Seen } from './seen.ts';

export interface Verdict {
  readonly health: Health;
  /** Which signals, over which steps, with numbers. */
  readonly evidence: string;
  /** What to turn, hyperparameters in backticks; '' when there is nothing to do. */
  readonly advice: string;
}

/** One verdict: speaks where it sees evidence. A pure function of what was reported. */
export type Rule = (seen: Seen) => Verdict | undefined;
