import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration } from './time.ts';

describe('durations and ages', () => {
  it('uses the two units a person would say', () => {
    expect([0, 41_000, 200_000, 840_000, 4_320_000, 3 * 86_400_000].map(formatDuration)).toEqual([
      '0 s',
      '41 s',
      '3 min 20 s',
      '14 min',
      '1 h 12 min',
      '3 d',
    ]);
  });

  it('never shows a negative age when clocks differ', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(formatAgo('2026-01-01T00:00:05Z', now)).toBe('now');
    expect(formatAgo('2025-12-31T23:59:48Z', now)).toBe('12 s ago');
  });
});
