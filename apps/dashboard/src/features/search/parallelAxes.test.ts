import { describe, expect, it } from 'vitest';
import { allAxes, moveAxis, outcomeAxis, printAxes, shownAxes } from './parallelAxes.ts';
import { objectiveAxis, parameterAxis } from './searchAxis.ts';
import { searchTrialOf } from './searchTrial.ts';

const row = (number: number, state: string, lr: number | null, score: number | null) =>
  searchTrialOf([number, number, state, 'ok', null, null, null, lr, score], 1);
const trials = [row(1, 'completed', 0, 2), row(2, 'failed', null, null), row(3, 'running', 1, 5)];
const all = allAxes({
  trials,
  parameters: [parameterAxis('a,b', { kind: 'float', min: 0, max: 1, scale: 'linear' }, [])],
  objectives: [{ name: 'eval/score' }],
  scoreAxes: [objectiveAxis('eval/score', [2, 4])],
});
const names = (axes: typeof all) => axes.map(({ axis }) => axis.name);

describe('parallel coordinates', () => {
  it('have an axis for how trials ended, and a place below for those without a value', () => {
    expect(names(all)).toEqual(['a,b', 'eval/score', outcomeAxis]);
    expect(all.map(({ placeOf }) => trials.map(placeOf))).toEqual([
      [0, -0.1, 1],
      // A trial that still runs has no result yet.
      [0, -0.1, -0.1],
      [1, 0.5, 0],
    ]);
    expect(all[2]?.axis.choices).toEqual(['running', 'failed', 'completed']);
  });

  it('keep their order and which are turned over in the address', () => {
    const turned = shownAxes(all, `-eval%2Fscore,nope,a%2Cb,a%2Cb`);
    expect(names(turned)).toEqual(['eval/score', 'a,b']);
    expect(turned[0]?.isFlipped).toBe(true);
    expect(shownAxes(all, printAxes(turned))).toEqual(turned);
    expect(shownAxes(all, undefined)).toEqual(all);
    expect(names(shownAxes(all, '%,a%2Cb'))).toEqual(['a,b']);
  });

  it('move an axis to another place', () => {
    expect(names(moveAxis(all, 0, 2))).toEqual(['eval/score', outcomeAxis, 'a,b']);
    expect(names(moveAxis(all, 2, -1))).toEqual([outcomeAxis, 'a,b', 'eval/score']);
  });
});
