import type { Verdict } from '@seesaw/shared/health';
import type { Seen } from './seen.ts';

/** What a rule says. */
export interface Found extends Verdict {
  /** By two evaluations: chance in one of them does not decide. */
  readonly isConfirmed?: true;
}

/** One verdict: speaks where it sees evidence. A pure function of what was reported. */
export type Rule = (seen: Seen) => Found | undefined;
