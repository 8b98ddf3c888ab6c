import type { SampleRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { chooseSample } from './sample.ts';

const at = (step: number): SampleRow => ({
  id: step,
  trialId: 1,
  trialNumber: 1,
  attempt: 1,
  step,
  kind: 'images',
  pngLocation: '',
  tensorsLocation: '',
  facts: {},
  createdAt: '',
});

describe('chooseSample', () => {
  it('takes the newest, or the last one up to a step', () => {
    const samples = [at(500), at(0), at(250)];
    expect(chooseSample(samples, undefined)?.step).toBe(500);
    expect(chooseSample(samples, 499)?.step).toBe(250);
    expect(chooseSample(samples, 250)?.step).toBe(250);
    expect(chooseSample([at(250)], 100)).toBeUndefined();
  });
});
