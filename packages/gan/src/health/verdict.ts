import type { Verdict } from '@seesaw/shared/health';
import type { Seen } from './seen.ts';

/** One verdict: speaks where it sees evidence. A pure function of what was reported. */
export type Rule = (seen: Seen) => Verdict | undefined;
