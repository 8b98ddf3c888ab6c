import { afterEach, expect, test, vi } from 'vitest';
import { watchStandstills } from './standstill.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a standstill is known at once when the process wakes, before any timer ran, and soon forgotten', () => {
  vi.useFakeTimers();
  const watch = watchStandstills();
  vi.advanceTimersByTime(10_000);
  expect(watch.lately()).toBe(0);

  vi.setSystemTime(Date.now() + 20_000);
  expect(watch.lately()).toBeGreaterThan(19_000);
  vi.advanceTimersByTime(1_000);
  expect(watch.lately()).toBeGreaterThan(19_000);
  vi.advanceTimersByTime(2_000);
  expect(watch.lately()).toBe(0);
  watch.close();
});

test('a loop that is busy for a moment does not stand still', () => {
  vi.useFakeTimers();
  const watch = watchStandstills();
  vi.setSystemTime(Date.now() + 400);
  expect(watch.lately()).toBe(0);
  watch.close();
});
