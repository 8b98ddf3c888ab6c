import { describe, expect, it } from 'vitest';
import { trialRow } from '../testRows.ts';
import { diffTrials } from './trialDiff.ts';

const last = (value: number) => ({
  last: value,
  lastStep: 1,
  min: value,
  minStep: 1,
  max: value,
  maxStep: 1,
  count: 1,
});

describe('diffTrials', () => {
  it('lists the settings and results that differ, and only those', () => {
    const a = trialRow(1, { score: 1, metrics: { 'train/d_loss': last(0.5), same: last(2) } });
    const b = trialRow(2, { score: 3, metrics: { 'eval/modes': last(8), same: last(2) } });
    expect(diffTrials([a, b])).toEqual([
      { kind: 'config', name: 'lr_ratio', values: [0.5, 1] },
      { kind: 'config', name: 'seed', values: [1, 2] },
      { kind: 'result', name: 'score', values: [1, 3] },
      { kind: 'result', name: 'train/d_loss', values: [0.5, null] },
      { kind: 'result', name: 'eval/modes', values: [null, 8] },
    ]);
  });
});
