import { expect, test } from 'vitest';
import { sweepStateLook } from './stateLooks.ts';

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

test('a completed sweep has its tick only where a trial succeeded', () => {
  expect(sweepStateLook({ state: 'completed', counts: { ...none, completed: 1, failed: 1 } })).toEqual({
    glyph: '✓',
    tone: 'good',
  });
  expect(sweepStateLook({ state: 'completed', counts: { ...none, failed: 2 } })).toEqual({
    glyph: '✕',
    tone: 'bad',
    detail: 'no trial succeeded: 2 failed',
  });
});
