import { describe, expect, it } from 'vitest';
import { earlyTerminateSchema, rungsOf } from './earlyTerminate.ts';

describe('rungsOf', () => {
  const asha = { type: 'asha', minSteps: 100, eta: 3, maxSteps: null } as const;

  it('multiplies by eta and ends before the last step, where nothing is left to stop', () => {
    expect(rungsOf(asha, 3000)).toEqual([100, 300, 900, 2700]);
    expect(rungsOf(asha, 900)).toEqual([100, 300]);
    expect(rungsOf(asha, 100)).toEqual([]);
  });

  it('ends at maxSteps, which may be a rung itself', () => {
    expect(rungsOf({ ...asha, maxSteps: 300 }, 3000)).toEqual([100, 300]);
  });

  it('begins later in a higher bracket', () => {
    const hyperband = { ...asha, type: 'hyperband', brackets: 3 } as const;
    expect([0, 1, 2].map((bracket) => rungsOf(hyperband, 3000, bracket))).toEqual([
      [100, 300, 900, 2700],
      [300, 900, 2700],
      [900, 2700],
    ]);
  });

  it('has whole steps for a fractional eta', () => {
    expect(rungsOf({ ...asha, eta: 2.5 }, 1000)).toEqual([100, 250, 625]);
    expect(rungsOf({ ...asha, minSteps: 1, eta: 1.2 }, 5)).toEqual([1, 2, 3, 4]);
  });
});

it('a rule of an unknown type is refused', () => {
  expect(earlyTerminateSchema.safeParse({ type: 'gut-feeling' }).success).toBe(false);
});
