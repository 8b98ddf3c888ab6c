import type { TrialClock } from '@seesaw/shared/queries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatX, resumesOf, stepsBetween, xOfSteps } from './curveX.ts';

const attempt = (number: number, fromStep: number, startedAt: number) => ({
  ...{ attempt: number, fromStep, startedAt, endedAt: null, workerId: 'w', slot: 0, lane: null, outcome: null },
});
/** Ten milliseconds a step from 1,000 on; rested after step 60 until 50,000. */
const clock: TrialClock = {
  ...{ trialId: 1, number: 1, samplesPerStep: 128 },
  attempts: [attempt(1, 0, 1000), attempt(2, 60, 50_000)],
  steps: [0, 30, 60, 100, 160],
  at: [1000, 1300, 1600, 50_400, 51_000],
};
const xs = (kind: Parameters<typeof xOfSteps>[0], ...steps: number[]) => [
  ...xOfSteps(kind, clock, Float64Array.from(steps)),
];

describe('the x axis of curves', () => {
  it('counts steps, the real samples of a step, and time', () => {
    expect(xs('step', 0, 100)).toEqual([0, 100]);
    expect(xs('samples', 0, 100)).toEqual([0, 12_800]);
    expect(xs('wall', 0, 15, 60, 130)).toEqual([1000, 1150, 1600, 50_700]);
    expect(xs('relative', 60, 160)).toEqual([600, 50_000]);
  });

  it('keeps a rest between two points and out of the slope', () => {
    const [before, after] = xs('wall', 60, 61);
    expect(before).toBe(1600);
    expect(after).toBeGreaterThan(50_000);
    expect(resumesOf('wall', clock)).toEqual([{ attempt: 2, x: 50_000 }]);
    expect(resumesOf('samples', clock)).toEqual([{ attempt: 2, x: 60 * 128 }]);
  });

  it('has no place for a trial whose clock is not known yet', () => {
    expect([...xOfSteps('wall', undefined, Float64Array.of(1))]).toEqual([Number.NaN]);
  });

  it('asks for the steps that a stretch of time holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 160 }), fc.integer({ min: 0, max: 160 }), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const [start = 0, end = 0] = xs('relative', from, to);
        const steps = stepsBetween('relative', clock, { from: start, to: end });
        expect(steps.from).toBeCloseTo(from, 6);
        expect(steps.to).toBeCloseTo(to, 6);
      }),
    );
  });

  it('names durations as people do', () => {
    expect([250, 1500, 61_000, 120_000, 3_660_000].map((ms) => formatX('relative', ms))).toEqual([
      '250 ms',
      '1.5 s',
      '1:01 min',
      '2 min',
      '1:01 h',
    ]);
  });
});
