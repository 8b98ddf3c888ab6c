import { setTimeout as sleep } from 'node:timers/promises';
import { SeesawError } from '@seesaw/shared/errors';

/** How long an outage of Postgres or MLflow is bridged before the segment is handed back. */
export const BRIDGED_OUTAGE_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5_000;

export interface Patience {
  /** Ends the waiting with its reason. */
  readonly signal?: AbortSignal | undefined;
  readonly forMs?: number | undefined;
  /** Called before each pause. */
  readonly onWait?: ((error: SeesawError, pauseMs: number) => void) | undefined;
}

/**
 * Repeats idempotent work while the service it needs cannot be reached. Any other error is thrown at once, the last
 * 'unavailable' after `forMs`.
 */
export async function whileUnavailable<T>(work: () => Promise<T>, patience: Patience = {}): Promise<T> {
  const { signal, forMs = BRIDGED_OUTAGE_MS, onWait } = patience;
  const giveUpAt = Date.now() + forMs;
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const passing = error instanceof SeesawError && error.code === 'unavailable' && error.retryable;
      if (!passing || Date.now() >= giveUpAt) throw error;
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries, 10), MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
      onWait?.(error, pauseMs);
      await pause(pauseMs, signal);
    }
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  }
}
