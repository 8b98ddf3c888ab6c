import { expect, test } from 'vitest';
import { withoutSuccess } from './withoutSuccess.ts';

const none = {
  pending: 0,
  running: 0,
  waiting: 0,
  paused: 0,
  completed: 0,
  'stopped-early': 0,
  diverged: 0,
  failed: 0,
  cancelled: 0,
  skipped: 0,
};

test('a completed sweep without a single trial to compare says so, and what became of them', () => {
  expect(withoutSuccess({ state: 'completed', counts: { ...none, failed: 3, diverged: 1 } })).toBe(
    'no trial succeeded: 1 diverged, 3 failed',
  );
});

test('one trial that reached its end, or was stopped by a rule with what it had, is a success', () => {
  expect(withoutSuccess({ state: 'completed', counts: { ...none, failed: 3, completed: 1 } })).toBeUndefined();
  expect(withoutSuccess({ state: 'completed', counts: { ...none, failed: 3, 'stopped-early': 1 } })).toBeUndefined();
});

test('nothing is said of a sweep that runs, was ended by a person, or tells by its state that it failed', () => {
  for (const state of ['running', 'stopped', 'cancelled', 'failed'] as const)
    expect(withoutSuccess({ state, counts: { ...none, failed: 3 } })).toBeUndefined();
  expect(withoutSuccess({ state: 'completed', counts: none })).toBeUndefined();
});
