/** What the shell gets; scripts rely on it. */
export const exitCodes = { ok: 0, error: 1, usage: 2, someTrialsFailed: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
