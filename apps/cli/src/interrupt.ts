import type { EventEmitter } from 'node:events';

/** One stop can arrive several times: `timeout` signals a whole group of processes, of which some hand it on. */
const oneStopMs = 1_000;

/**
 * Aborts at the first SIGINT or SIGTERM. A later one calls `exit`: somebody means it.
 * @param now a clock in milliseconds
 */
export function interruptOn(
  signals: Pick<EventEmitter, 'on'>,
  exit: () => void,
  now: () => number = () => performance.now(),
): AbortSignal {
  const interrupt = new AbortController();
  let stoppedAt = 0;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    signals.on(name, () => {
      if (!interrupt.signal.aborted) {
        stoppedAt = now();
        interrupt.abort(new Error(`interrupted by ${name}`));
      } else if (now() - stoppedAt > oneStopMs) exit();
    });
  }
  return interrupt.signal;
}
