import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canMoveTrial,
  endedTrialStates,
  isEndedTrial,
  retryableTrialStates,
  type TrialState,
  trialMoves,
  trialStates,
} from './trialState.ts';

const state = fc.constantFrom(...trialStates);

test('a skipped trial is final: no move leads out', () => {
  expect(trialMoves.skipped).toEqual([]);
});

test('an ended trial can only become pending again (retry or extend), never running directly', () => {
  fc.assert(
    fc.property(fc.constantFrom(...endedTrialStates), state, (from, to) => {
      expect(canMoveTrial(from, to)).toBe(to === 'pending' && from !== 'skipped');
    }),
  );
});

test('every state that retry may start from leads back to pending', () => {
  for (const from of retryableTrialStates) expect(canMoveTrial(from, 'pending')).toBe(true);
});

test('no state moves to itself, so a repeated move is recognised as a repetition', () => {
  for (const each of trialStates) expect(canMoveTrial(each, each)).toBe(false);
});

test('from every state that is not ended, some ended state can be reached', () => {
  for (const start of trialStates.filter((each) => !isEndedTrial(each))) {
    expect([...reachable(start)].some(isEndedTrial)).toBe(true);
  }
});

function reachable(from: TrialState, seen = new Set<TrialState>()): Set<TrialState> {
  for (const next of trialMoves[from]) {
    if (seen.has(next)) continue;
    seen.add(next);
    reachable(next, seen);
  }
  return seen;
}
