import { expect, test } from 'vitest';
import { objectivesOf, toLosses } from './objective.ts';

const score = { name: 'eval/score', goal: 'minimize' } as const;
const modes = { name: 'eval/modes', goal: 'maximize' } as const;

test('a sweep with one metric has one objective, one with metrics has these', () => {
  expect(objectivesOf({ metric: { ...score, target: 1 } })).toMatchObject([score]);
  expect(objectivesOf({ metric: score, metrics: [score, modes] })).toEqual([score, modes]);
});

test('losses are small where values are good, and none where a value is missing or not finite', () => {
  expect(toLosses([2, 7], [score, modes])).toEqual([2, -7]);
  for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(toLosses([2, value], [score, modes])).toBeNull();
  }
});
