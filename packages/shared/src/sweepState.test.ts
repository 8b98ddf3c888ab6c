import { expect, test } from 'vitest';
import { canMoveSweep, endedSweepStates, isEndedSweep, sweepMoves, sweepStates } from './sweepState.ts';

test('an ended sweep can only be reopened, to running', () => {
  for (const from of endedSweepStates) expect(sweepMoves[from]).toEqual(['running']);
});

test('every active sweep can be cancelled, and a cancelling one only becomes cancelled', () => {
  for (const from of sweepStates.filter((each) => !isEndedSweep(each) && each !== 'cancelling')) {
    expect(canMoveSweep(from, 'cancelling')).toBe(true);
  }
  expect(sweepMoves.cancelling).toEqual(['cancelled']);
});

test('a pausing sweep may be resumed before it came to rest', () => {
  expect(canMoveSweep('pausing', 'running')).toBe(true);
});
