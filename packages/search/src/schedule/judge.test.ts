import type { EarlyTerminate } from '@seesaw/shared/earlyTerminate';
import type { Standing } from '@seesaw/shared/standing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';

const at = (values: readonly (number | null)[]): Standing[] =>
  values.map((value, index) => ({ number: index + 1, value, mean: value, best: value, earlierBest: null }));
const kinds = (rule: EarlyTerminate, values: readonly (number | null)[], goal: 'minimize' | 'maximize' = 'minimize') =>
  values.map((_, index) => judge(rule, goal, index + 1, at(values)).kind);

const asha = { type: 'asha', minSteps: 1, eta: 3, maxSteps: null, mode: 'stop' } as const;

test('asha lets the best third go on and stops the rest; the first at a rung goes on', () => {
  expect(kinds(asha, [5])).toEqual(['continue']);
  expect(kinds(asha, [5, 4])).toEqual(['stop', 'continue']);
  expect(kinds(asha, [6, 1, 2, 3, 4, 5])).toEqual(['stop', 'continue', 'continue', 'stop', 'stop', 'stop']);
  expect(kinds(asha, [6, 1, 2, 3, 4, 5], 'maximize')[0]).toBe('continue');
  expect(judge(asha, 'minimize', 1, at([6, 1, 2]))).toEqual({
    kind: 'stop',
    why: 'number 3 of 3 at this rung, 1 in 3 goes on',
  });
});

test('asha that promotes lets trials wait until there are enough to choose from', () => {
  const promoting = { ...asha, mode: 'promote' } as const;
  expect(kinds(promoting, [5, 4])).toEqual(['wait', 'wait']);
  expect(kinds(promoting, [5, 4, 6])).toEqual(['wait', 'continue', 'wait']);
});

test('a trial without a finite value is the worst', () => {
  expect(kinds(asha, [null, 3, 2])).toEqual(['stop', 'stop', 'continue']);
});

test('hyperband compares within a bracket', () => {
  const rule = { type: 'hyperband', minSteps: 1, eta: 3, brackets: 2, maxSteps: null } as const;
  // Numbers 1, 3, 5 against each other, 2 and 4 against each other.
  expect(kinds(rule, [9, 1, 8, 2, 7])).toEqual(['stop', 'continue', 'stop', 'stop', 'continue']);
});

test('median compares the best so far with the running means of the others, once there are enough', () => {
  const rule = { type: 'median', graceSteps: 0, minTrials: 2 } as const;
  const standing = (number: number, mean: number, best: number): Standing => ({
    number,
    value: mean,
    mean,
    best,
    earlierBest: null,
  });
  const all = [standing(1, 9, 3), standing(2, 2, 1), standing(3, 4, 2)];
  expect(judge(rule, 'minimize', 1, all).kind).toBe('continue');
  expect(judge(rule, 'minimize', 1, [standing(1, 9, 4), ...all.slice(1)]).kind).toBe('stop');
  expect(judge(rule, 'minimize', 1, all.slice(0, 2)).kind).toBe('continue');
});

test('threshold and patience look at the trial alone', () => {
  const threshold = { type: 'threshold', metric: 'eval/score', above: 5, below: null, atStep: 0 } as const;
  expect(kinds(threshold, [4, 6, null])).toEqual(['continue', 'stop', 'continue']);
  const patience = { type: 'patience', steps: 100, minDelta: 0.5 } as const;
  const own = (best: number, earlierBest: number | null): Standing[] => [
    { number: 1, value: best, mean: best, best, earlierBest },
  ];
  expect(judge(patience, 'minimize', 1, own(4, 5)).kind).toBe('continue');
  expect(judge(patience, 'minimize', 1, own(4.6, 5)).kind).toBe('stop');
  expect(judge(patience, 'maximize', 1, own(6, 5)).kind).toBe('continue');
});

test('whoever goes on, nobody who stood better was stopped at the same rung', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }), {
        minLength: 1,
        maxLength: 30,
      }),
      (values) => {
        const decided = kinds(asha, values);
        expect(decided).toContain('continue');
        const cost = (value: number | null) => (value === null ? Number.POSITIVE_INFINITY : value);
        const worstThatGoesOn = Math.max(...values.filter((_, i) => decided[i] === 'continue').map(cost));
        for (const [i, value] of values.entries()) {
          if (decided[i] === 'stop') expect(cost(value)).toBeGreaterThanOrEqual(worstThatGoesOn);
        }
      },
    ),
  );
});
