import { describe, expect, it } from 'vitest';
import { goodness, hasEnded, isKnown, scoreOf, searchColumns, searchTrialOf } from './searchTrial.ts';

const objective = { name: 'eval/score', goal: 'minimize' } as const;
const trial = (number: number, state: string, score: number | string | null) =>
  searchTrialOf([number, number, state, 'ok', 1.5, '2026-01-01T00:00:01Z', null, 0.5, 'hinge', score], 2);

describe('trials as the views of the search know them', () => {
  it('reads a row in the order in which its columns were asked for', () => {
    expect(searchColumns(['lr_d', 'loss'], [objective]).slice(-3)).toEqual([
      'point.lr_d',
      'point.loss',
      'metric.eval/score',
    ]);
    expect(trial(7, 'completed', 2)).toMatchObject({
      ...{ id: 7, values: [0.5, 'hinge'], scores: [2], onFront: false },
      ...{ health: 'ok', score: 1.5 },
    });
  });

  it('counts the value of a trial that ended as a result, and a divergence as known but without value', () => {
    expect(scoreOf(trial(1, 'completed', 2), 0)).toBe(2);
    expect(scoreOf(trial(1, 'failed', 2), 0)).toBeNaN();
    expect([trial(1, 'diverged', 'NaN'), trial(1, 'completed', null), trial(1, 'running', 1)].map(isKnown)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('tells what has ended without a value from what still has one to come', () => {
    const states = ['failed', 'diverged', 'cancelled', 'completed', 'running', 'paused', 'skipped'];
    expect(states.filter((state) => hasEnded(trial(1, state, null)))).toEqual(states.slice(0, 4));
  });

  it('ranks results from worst to best whichever way is better, equal ones alike', () => {
    const trials = [3, 1, 3, 1000].map((score, index) => trial(index + 1, 'completed', score));
    const [a, best, b, worst] = goodness([...trials, trial(9, 'failed', 0)], 0, 'minimize');
    expect([best, a, b, worst]).toEqual([1, a, a, 0]);
    expect(goodness(trials, 0, 'maximize')[3]).toBe(1);
    expect(goodness([trial(9, 'failed', 0)], 0, 'minimize')[0]).toBeNaN();
  });
});
