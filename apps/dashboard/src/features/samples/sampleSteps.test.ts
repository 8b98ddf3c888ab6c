import type { SampleRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { currentStep, pickColumns, sampleAt, samplesByStep, stepsOf } from './sampleSteps.ts';

function sample(trialId: number, step: number, attempt = 1): SampleRow {
  return { id: trialId * 1000 + step + attempt, trialId, step, attempt } as SampleRow;
}

describe('steps of samples', () => {
  const samples = [sample(1, 500), sample(1, 250), sample(2, 500), sample(2, 0), sample(1, 500, 2)];

  it('keeps every step that any trial has', () => {
    expect(stepsOf(samples)).toEqual([0, 250, 500]);
  });

  it('shows the newest attempt of a step that was run twice', () => {
    expect(samplesByStep(samples, 1).get(500)?.attempt).toBe(2);
  });

  it('shows a trial as it was at the step, never as it became later', () => {
    const second = samplesByStep(samples, 2);
    expect(sampleAt(second, 499)?.step).toBe(0);
    expect(sampleAt(second, 9999)?.step).toBe(500);
    expect(sampleAt(samplesByStep(samples, 1), 100)).toBeUndefined();
  });

  it('spreads columns evenly and keeps both ends', () => {
    const steps = Array.from({ length: 41 }, (_, i) => i * 100);
    const picked = pickColumns(steps, 6);
    expect(picked).toHaveLength(6);
    expect([picked[0], picked.at(-1)]).toEqual([0, 4000]);
    expect(pickColumns([1, 2], 6)).toEqual([1, 2]);
  });

  it('follows the newest step until a person chooses one', () => {
    expect(currentStep([0, 250, 500], undefined)).toBe(500);
    expect(currentStep([0, 250, 500], 300)).toBe(250);
    expect(currentStep([], 300)).toBeUndefined();
  });
});
