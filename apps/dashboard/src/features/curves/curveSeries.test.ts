import { describe, expect, it } from 'vitest';
import { alignOnSteps, curveSeriesOf, pointsShown, positiveOnly, smooth } from './curveSeries.ts';

describe('curves', () => {
  const reply = {
    series: [
      {
        trialId: 1,
        trialNumber: 1,
        metric: 'train/d_loss',
        totalPoints: 1000,
        steps: [0, 10, 20],
        last: [1, 'NaN' as const, 3],
        min: [0.5, 'NaN' as const, 2],
        max: [1.5, 'Infinity' as const, 4],
        nonFiniteSteps: [10],
      },
    ],
  };

  it('turns NaN into a gap and remembers where it was', () => {
    const [series] = curveSeriesOf(reply);
    expect(series?.last).toEqual([1, null, 3]);
    expect(series?.max).toEqual([1.5, null, 4]);
    expect(series?.nonFiniteSteps).toEqual([10]);
  });

  it('says how many of how many points are shown', () => {
    expect(pointsShown(curveSeriesOf(reply))).toEqual({ shown: 3, total: 1000 });
  });

  it('smooths without pulling the first points to zero, and leaves gaps alone', () => {
    expect(smooth([2, 2, null, 2], 0.9).map((v) => (v === null ? null : Number(v.toFixed(9))))).toEqual([
      2,
      2,
      null,
      2,
    ]);
    expect(smooth([0, 4], 0.5)[1]).toBeCloseTo((0.25 * 0 + 0.5 * 4) / 0.75);
    expect(smooth([1, 5], 0)).toEqual([1, 5]);
  });

  it('puts series with different steps on one axis and keeps missing apart from not finite', () => {
    const aligned = alignOnSteps([
      { steps: [0, 20], values: [1, null] },
      { steps: [10, 20], values: [5, 6] },
    ]);
    expect(aligned).toEqual({
      steps: [0, 10, 20],
      columns: [
        [1, undefined, null],
        [undefined, 5, 6],
      ],
    });
  });

  it('has no place for zero and negative numbers on a log axis', () => {
    expect(positiveOnly([1, 0, -2, null])).toEqual([1, null, null, null]);
  });
});
