import { setTimeout as pause } from 'node:timers/promises';

/** Asks `condition` again and again until it gives a value other than undefined or false; throws after `timeoutMs`. */
export async function waitUntil<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs, everyMs = 50 }: { timeoutMs: number; everyMs?: number },
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline)
      throw new Error(`gave up after ${Math.round(timeoutMs / 1000)} s waiting for ${what}`);
    await pause(everyMs);
  }
}
