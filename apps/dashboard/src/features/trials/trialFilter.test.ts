import type { TrialRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { trialFilter } from './trialFilter.ts';

const trial = {
  number: 7,
  state: 'completed',
  health: 'd-wins',
  score: 12.5,
  point: { loss: 'wgan-gp', lr_ratio: 3 },
  config: { values: { z_dim: 64 } },
  metrics: { 'train/d_loss': { last: 0.4 } },
} as unknown as TrialRow;

describe('quick filter of trials', () => {
  it.each([
    ['', true],
    ['wgan', true],
    ['0007 completed', true],
    ['hinge', false],
    ['loss=wgan-gp lr_ratio>=3', true],
    ['lr_ratio>3', false],
    ['score<20', true],
    ['health!=ok', true],
    ['z_dim=64', true],
    ['train/d_loss<0.5', true],
    ['no_such=1', false],
  ])('%j → %s', (text, expected) => {
    expect(trialFilter(text)(trial)).toBe(expected);
  });

  it('lets no trial without a score pass a condition on the score', () => {
    expect(trialFilter('score<20')({ ...trial, score: null })).toBe(false);
  });
});
