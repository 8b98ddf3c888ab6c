import type { TrialRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { frontLine, plotScale, plottedTrials } from './frontPlot.ts';

const trial = (number: number, x: number | 'NaN', y: number, changes: Partial<TrialRow> = {}) =>
  ({
    ...{ number, state: 'completed', onFront: false },
    metrics: { 'eval/a': { last: x }, 'eval/b': { last: y } },
    ...changes,
  }) as unknown as TrialRow;
const a = { name: 'eval/a', goal: 'minimize' } as const;
const b = { name: 'eval/b', goal: 'maximize' } as const;

test('results are drawn that have a finite value of both objectives', () => {
  const trials = [
    trial(1, 1, 2),
    trial(2, 'NaN', 2),
    trial(3, 1, 2, { state: 'running' }),
    trial(4, 1, 2, { metrics: {} }),
    trial(5, 3, 4, { state: 'stopped-early' }),
  ];
  expect(plottedTrials(trials, a, b).map(({ trial: { number }, x, y }) => [number, x, y])).toEqual([
    [1, 1, 2],
    [5, 3, 4],
  ]);
});

test('an axis spans its values and is logarithmic over decades', () => {
  const linear = plotScale([0, 10], [0, 100], 5);
  expect([linear.at(0), linear.at(5), linear.at(10)]).toEqual([0, 50, 100]);
  const log = plotScale([1, 10_000], [0, 100], 5);
  expect(log.at(100)).toBeCloseTo(50, 9);
  expect(log.ticks).toEqual([1, 10, 100, 1000, 10_000]);
  expect(plotScale([3], [0, 100], 5).at(3)).toBe(50);
});

test('the front is a line from one end to the other', () => {
  const on = { onFront: true };
  const plotted = plottedTrials([trial(1, 3, 3, on), trial(2, 9, 9), trial(3, 1, 1, on)], a, b);
  expect(frontLine(plotted).map(({ trial: { number } }) => number)).toEqual([3, 1]);
});
