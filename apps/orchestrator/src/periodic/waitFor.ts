import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** Tries until it works or `signal` aborts, saying in the log what is waited for. */
export async function waitFor<T>(options: {
  readonly what: string;
  readonly attempt: () => Promise<T>;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): Promise<T> {
  const { what, attempt, log, signal } = options;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ tried, reason }, `Waiting for ${what}: it does not answer yet`);
      await pause(Math.min(firstPauseMs * 2 ** (tried - 1), longestPauseMs), undefined, { signal });
    }
  }
}
