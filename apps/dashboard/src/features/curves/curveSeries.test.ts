import type { CompactCurves } from '@seesaw/shared/queries';
import { describe, expect, it } from 'vitest';
import { type Curve, curvesOf, pointsShown, smooth } from './curveSeries.ts';

const reply: CompactCurves = {
  ...{ fromStep: 0, toStep: 25, width: 10 },
  ...{ trials: { shown: 2, total: 2 }, points: { shown: 6, total: 29 } },
  series: [
    {
      ...{ trialId: 1, number: 1, metric: 'train/d_loss', points: 26, first: 0 },
      last: [1, 'NaN', 3],
      min: [0.5, 'NaN', 2],
      max: [1.5, 'Infinity', 4],
      nonFinite: [14],
    },
    { ...{ trialId: 2, number: 2, metric: 'train/d_loss', points: 3 }, steps: [0, 7, 20], last: [5, 6, 7] },
  ],
};
const [bucketed, exact] = curvesOf(reply) as [Curve, Curve];

describe('curves', () => {
  it('turns NaN into a gap and remembers where it was', () => {
    expect([...bucketed.last]).toEqual([1, Number.NaN, 3]);
    expect([...bucketed.max]).toEqual([1.5, Number.NaN, 4]);
    expect([...bucketed.nonFinite]).toEqual([14]);
  });

  it('puts a bucket at its end, the last one at the end of the range, and a point at its step', () => {
    expect([...bucketed.steps]).toEqual([9, 19, 25]);
    expect([...exact.steps]).toEqual([0, 7, 20]);
    expect(exact.min).toBe(exact.last);
  });

  it('says how many of how many points are shown', () => {
    const lines = [bucketed, exact].map((curve) => ({
      ...curve,
      x: curve.steps,
      nonFiniteX: curve.steps,
      resumes: [],
    }));
    expect(pointsShown(lines)).toEqual({ shown: 6, total: 29 });
  });

  it('smooths without pulling the first points to zero, and leaves gaps alone', () => {
    const smoothed = smooth(Float64Array.of(2, 2, Number.NaN, 2), 0.9);
    expect([...smoothed].map((value) => Number(value.toFixed(9)))).toEqual([2, 2, Number.NaN, 2]);
    expect(smooth(Float64Array.of(0, 4), 0.5)[1]).toBeCloseTo((0.25 * 0 + 0.5 * 4) / 0.75);
    const values = Float64Array.of(1, 5);
    expect(smooth(values, 0)).toBe(values);
  });
});
