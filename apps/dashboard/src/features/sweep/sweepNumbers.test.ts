import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { bestTrials, slotTimeMs, timeLeftMs } from './sweepNumbers.ts';

function trial(number: number, part: Partial<TrialRow>): TrialRow {
  return {
    number,
    state: 'completed',
    score: null,
    step: 0,
    slotMs: 0,
    onSlotSince: null,
    config: { steps: 100 },
    ...part,
  } as TrialRow;
}
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('numbers of a sweep', () => {
  const done = trial(1, { slotMs: 40_000, score: 5 });
  const running = trial(2, { state: 'running', onSlotSince: at(40), step: 50 });
  const sweep = {
    state: 'running',
    plannedTrials: 4,
    concurrency: 2,
    counts: { completed: 1, running: 1 },
    definition: {},
  } as unknown as SweepRow;

  it('adds up the time on slots, running trials until now', () => {
    expect(slotTimeMs(sweep, [done, running], 60_000)).toBe(60_000);
  });

  it('adds up what a trial spent on slots in earlier attempts, and nothing while it waits to be judged', () => {
    const waiting = trial(3, { state: 'waiting', startedAt: at(0), slotMs: 5_000 });
    expect(slotTimeMs(sweep, [waiting], 1_000_000)).toBe(5_000);
    expect(slotTimeMs(sweep, [{ ...waiting, state: 'running', onSlotSince: at(50) }], 60_000)).toBe(15_000);
  });

  it('counts a program of several trials once, while each of them still takes its own time', () => {
    const packed = { ...sweep, concurrency: 4, definition: { pack: 4 } } as unknown as SweepRow;
    const lanes = [1, 2, 3, 4].map((number) => trial(number, { slotMs: 14_000 }));
    expect(slotTimeMs(packed, lanes, 60_000)).toBe(14_000);
    expect(timeLeftMs(packed, [done, running], 60_000)).toBe(timeLeftMs(sweep, [done, running], 60_000));
  });

  it('estimates what is left from finished trials, and says nothing before the first one', () => {
    expect(timeLeftMs(sweep, [done, running], 60_000)).toBe((4 - 1 - 0.5) * 40_000);
    expect(timeLeftMs(sweep, [running], 60_000)).toBeUndefined();
  });

  it('ranks by the goal and leaves out trials without a score', () => {
    const trials = [trial(1, { score: 5 }), trial(2, {}), trial(3, { score: 1 }), trial(4, { score: 9 })];
    expect(bestTrials(trials, 'minimize', 2).map((one) => one.number)).toEqual([3, 1]);
    expect(bestTrials(trials, 'maximize', 1).map((one) => one.number)).toEqual([4]);
  });
});
