import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pauseMs, readRetryAfter } from './backoff.ts';

const rule = { retries: 9, firstPauseMs: 100, maxPauseMs: 1000 };

test('pauses double up to the longest one', () => {
  expect([1, 2, 3, 4, 5, 60].map((retry) => pauseMs(rule, retry, null, 1))).toEqual([100, 200, 400, 800, 1000, 1000]);
});

test('pauses spread over the upper half', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.double({ min: 0, max: 1, noNaN: true }), (retry, random) => {
      const full = pauseMs(rule, retry, null, 1);
      const pause = pauseMs(rule, retry, null, random);
      expect(pause).toBeGreaterThanOrEqual(full / 2);
      expect(pause).toBeLessThanOrEqual(full);
    }),
  );
});

test('the pause that the server asks for is kept, up to the longest one', () => {
  expect(pauseMs(rule, 1, 700, 0)).toBe(700);
  expect(pauseMs(rule, 1, 60_000, 0)).toBe(1000);
});

test('Retry-After is read as seconds or as a date', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');
  expect(readRetryAfter('3', nowMs)).toBe(3000);
  expect(readRetryAfter('Thu, 01 Jan 2026 00:00:05 GMT', nowMs)).toBe(5000);
  expect(readRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', nowMs)).toBe(0);
  expect(readRetryAfter('soon', nowMs)).toBeNull();
  expect(readRetryAfter(null, nowMs)).toBeNull();
});
