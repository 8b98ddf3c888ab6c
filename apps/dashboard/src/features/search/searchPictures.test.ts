import type { TrialClock } from '@seesaw/shared/queries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestSoFar } from './bestSoFar.ts';
import { randomOf } from './forest.ts';
import { slotRows } from './slotRows.ts';
import { surfaceOf } from './surface.ts';

describe('the history of the best', () => {
  it('steps down only, from each result that was better than all before', () => {
    const results = [5, 7, Number.NaN, 3, 4, 3, 1].map((value, x) => ({ trialId: x, x, value }));
    expect(bestSoFar(results.toReversed(), 'minimize').map(({ x }) => x)).toEqual([0, 3, 6]);
    expect(bestSoFar(results, 'maximize').map(({ x }) => x)).toEqual([0, 1]);
  });
});

describe('the surface between results', () => {
  it('leans to the nearer results, and is never beyond the extremes', () => {
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
    expect(left).toBeLessThan(1.3);
    expect(right).toBeGreaterThan(2.7);
  });

  it('shows of thousands of results the trend and not the noise', () => {
    const random = randomOf(3);
    const points = Array.from({ length: 6000 }, () => {
      const x = random();
      return { x, y: random(), value: x + (random() - 0.5) };
    });
    const surface = surfaceOf(points, 12, 8);
    // Not at the edges, where neighbours are on one side only.
    for (let row = 1; row < 7; row++) {
      for (let column = 1; column < 11; column++)
        expect(Math.abs(surface[row * 12 + column]! - (column + 0.5) / 12)).toBeLessThan(0.08);
    }
  });

  it('is the mean of all far from all', () => {
    const near = [0.01, 0.02, 0.03].map((x) => ({ x, y: 0.5, value: 100 * x }));
    expect(surfaceOf(near, 40, 1).at(-1)).toBeCloseTo(2, 6);
  });
});

describe('the timeline of slots', () => {
  const clock = (trialId: number, attempt: Partial<TrialClock['attempts'][number]>): TrialClock => ({
    ...{ trialId, number: trialId, samplesPerStep: null, steps: [], at: [] },
    attempts: [
      {
        ...{ attempt: 1, fromStep: 0, startedAt: 0, endedAt: null, workerId: 'w', slot: 0, lane: null, outcome: null },
        ...attempt,
      },
    ],
  });

  it('shows every attempt in the row of its slot or lane, and none over another there', () => {
    const attempt = fc.record({
      startedAt: fc.nat(100),
      length: fc.integer({ min: 0, max: 30 }),
      workerId: fc.constantFrom('a', 'b'),
      slot: fc.constantFrom(0, 1, 2, null),
      lane: fc.constantFrom(0, 1, null),
    });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
        const clocks = attempts.map(({ length, ...one }, index) =>
          clock(index, { ...one, endedAt: one.startedAt + length, outcome: 'completed' }),
        );
        const rows = slotRows(clocks, 200);
        const places = rows.flatMap(({ workerId, slot, lane, bars }) =>
          bars.map((bar) => [bar.trialId, workerId, slot, lane]),
        );
        expect(places.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(
          attempts.map(({ workerId, slot, lane }, index) => [index, workerId, slot, lane ?? 0]),
        );
        expect(new Set(rows.map(({ workerId, slot, lane }) => `${workerId} ${slot} ${lane}`)).size).toBe(rows.length);
        for (const { slot, bars } of rows) {
          for (const [index, bar] of bars.entries()) {
            expect(bar.to).toBeGreaterThanOrEqual(bar.from);
            if (slot !== null && index > 0) expect(bar.from).toBeGreaterThanOrEqual(bars[index - 1]!.to);
          }
        }
      }),
    );
  });

  it('puts slots and lanes in the order of their numbers, under workers in the order in which they began', () => {
    const clocks = [
      clock(1, { startedAt: 5, workerId: 'a', slot: 0 }),
      clock(2, { startedAt: 1, workerId: 'b', slot: null }),
      clock(3, { startedAt: 2, workerId: 'b', slot: 10 }),
      clock(4, { startedAt: 3, workerId: 'b', slot: 9, lane: 2 }),
      clock(5, { startedAt: 4, workerId: 'b', slot: 9, lane: 1 }),
    ];
    expect(slotRows(clocks, 9).map(({ workerId, slot, lane }) => [workerId, slot, lane])).toEqual([
      ['b', 9, 1],
      ['b', 9, 2],
      ['b', 10, 0],
      ['b', null, 0],
      ['a', 0, 0],
    ]);
  });

  it('lets what still runs reach to now, and no further than the next attempt on its slot', () => {
    const running = clock(1, { attempt: 2, fromStep: 50, startedAt: 10 });
    expect(slotRows([running], 99)[0]?.bars).toEqual([
      { trialId: 1, number: 1, attempt: 2, from: 10, to: 99, outcome: null },
    ]);
    expect(slotRows([running, clock(2, { startedAt: 40 })], 99)[0]?.bars.map(({ to }) => to)).toEqual([40, 99]);
  });

  it('lets what ran in any lane end where a trial begins that has the whole slot, and the other way round', () => {
    const lanes = [0, 1, 2].map((lane) => clock(lane, { startedAt: 10, lane }));
    const ends = (clocks: readonly TrialClock[]) =>
      slotRows(clocks, 99).map(({ lane, bars }) => [lane, bars.map(({ to }) => to)]);
    expect(ends([...lanes, clock(3, { startedAt: 40 })])).toEqual([
      [0, [40, 99]],
      [1, [40]],
      [2, [40]],
    ]);
    expect(ends([clock(4, { startedAt: 5 }), ...lanes.slice(1)])).toEqual([
      [0, [10]],
      [1, [99]],
      [2, [99]],
    ]);
  });
});
