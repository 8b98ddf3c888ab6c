import type { TrialRow } from '@seesaw/shared/records';
import { describe, expect, it } from 'vitest';
import { configDiff } from './configDiff.ts';

function trial(values: Record<string, number | string>, seed = 1): TrialRow {
  return { config: { recipe: 'ring-mlp', dataset: 'ring', seed, steps: 100, values } } as unknown as TrialRow;
}

describe('configDiff', () => {
  it('marks exactly the settings that differ', () => {
    const rows = configDiff([trial({ loss: 'hinge', lr_d: 1e-3 }), trial({ loss: 'lsgan', lr_d: 1e-3 })]);
    expect(rows.filter((row) => row.differs).map((row) => row.name)).toEqual(['loss']);
    expect(rows.find((row) => row.name === 'lr_d')?.values).toEqual([1e-3, 1e-3]);
  });

  it('counts a setting that only one recipe has as a difference', () => {
    const rows = configDiff([trial({ gp_lambda: 10 }), trial({})]);
    expect(rows.find((row) => row.name === 'gp_lambda')).toEqual({
      name: 'gp_lambda',
      values: [10, undefined],
      differs: true,
    });
  });

  it('finds no difference in one trial alone', () => {
    expect(configDiff([trial({ a: 1 })]).some((row) => row.differs)).toBe(false);
  });
});
