import type { TrialConfig } from './trialConfig.ts';

/** More trials than this gain nothing from sharing a program: a step of it is computation by then, not what surrounds it. */
export const mostLanes = 32;

/** Which program a trial can train in with others: those with an equal key; or why with none, in words. */
export type PackOf = (config: TrialConfig) => SharedProgram | { readonly reason: string };

interface SharedProgram {
  readonly key: string;
  /** Why it would be no faster than trials one after another, in words; absent where it is. */
  readonly noGain?: string;
}
