import type { TrialClock } from '@seesaw/shared/queries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSoFar } from './bestSoFar.ts';
import { slotLanes } from './slotLanes.ts';
import { surfaceOf } from './surface.ts';

describe('the history of the best', () => {
  it('steps down only, from each result that was better than all before', () => {
    const results = [5, 7, Number.NaN, 3, 4, 3, 1].map((value, x) => ({ trialId: x, x, value }));
    expect(bestSoFar(results.toReversed(), 'minimize').map(({ x }) => x)).toEqual([0, 3, 6]);
    expect(bestSoFar(results, 'maximize').map(({ x }) => x)).toEqual([0, 1]);
  });
});

describe('the surface between results', () => {
  it('is near a result that result, and never beyond the extremes', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const point = fc.record({ x: place, y: place, value: fc.double({ min: -5, max: 5, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), (points) => {
        const values = points.map(({ value }) => value);
        for (const value of surfaceOf(points, 4, 3)) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        }
      }),
    );
    const corners = [
      { x: 0.125, y: 0.5, value: 1 },
      { x: 0.875, y: 0.5, value: 3 },
    ];
    const [left, , , right] = surfaceOf(corners, 4, 1);
    expect(left).toBeCloseTo(1, 2);
    expect(right).toBeCloseTo(3, 2);
  });
});

describe('the timeline of slots', () => {
  it('puts attempts into as few lanes as ran at once, none over another', () => {
    const span = fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 30 }), fc.constantFrom('a', 'b'));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const clocks = spans.map(
          ([from, length, workerId], index): TrialClock => ({
            ...{ trialId: index, number: index, samplesPerStep: null, steps: [], at: [] },
            attempts: [
              { attempt: 1, fromStep: 0, startedAt: from, endedAt: from + length, workerId, outcome: 'completed' },
            ],
          }),
        );
        const lanes = slotLanes(clocks, 200);
        expect(lanes.flatMap(({ bars }) => bars)).toHaveLength(spans.length);
        for (const { bars } of lanes) {
          for (const [i, bar] of bars.entries()) expect(bar.from).toBeGreaterThanOrEqual(bars[i - 1]?.to ?? 0);
        }
        for (const worker of ['a', 'b']) {
          const own = spans.filter(([, , workerId]) => workerId === worker);
          const atOnce = own.map(([at]) => own.filter(([from, length]) => from <= at && at < from + length).length);
          expect(lanes.filter(({ workerId }) => workerId === worker)).toHaveLength(Math.max(0, ...atOnce));
        }
      }),
    );
  });

  it('lets what still runs reach to now', () => {
    const attempts = [{ attempt: 2, fromStep: 50, startedAt: 10, endedAt: null, workerId: 'w', outcome: null }];
    const [lane] = slotLanes([{ trialId: 1, number: 1, samplesPerStep: null, attempts, steps: [], at: [] }], 99);
    expect(lane?.bars).toEqual([{ trialId: 1, number: 1, attempt: 2, from: 10, to: 99, outcome: null }]);
  });
});
