export interface BackoffRule {
  /** Requests sent after the first one; 0 turns retrying off. */
  retries: number;
  /** Pause before the first retry; it doubles with each further one. */
  firstPauseMs: number;
  /** No pause is longer, whatever the server asks for in `Retry-After`. */
  maxPauseMs: number;
}

export const DEFAULT_BACKOFF: BackoffRule = { retries: 3, firstPauseMs: 100, maxPauseMs: 5_000 };

/**
 * Pause before retry `retry` (1 for the first), in milliseconds: the server's `Retry-After` where it gave one, else
 * doubling from `firstPauseMs`, spread over the upper half so that many clients do not come back together.
 *
 * @param random uniform in [0, 1)
 */
export function pauseMs(rule: BackoffRule, retry: number, retryAfterMs: number | null, random: number): number {
  if (retryAfterMs !== null) return Math.min(retryAfterMs, rule.maxPauseMs);
  const full = Math.min(rule.firstPauseMs * 2 ** (retry - 1), rule.maxPauseMs);
  return full * (0.5 + random / 2);
}

/** `Retry-After` in milliseconds; null where it is absent or neither seconds nor an HTTP date. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
