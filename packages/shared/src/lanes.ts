import type { TrialConfig } from './trialConfig.ts';

/** More trials than this gain nothing from sharing a program: a step of it is computation by then, not what surrounds it. */
export const mostLanes = 32;

/** Which program a trial can train in with others: those with an equal key; or why with none, in words. */
export type PackOf = (config: TrialConfig) => { readonly key: string } | { readonly reason: string };
