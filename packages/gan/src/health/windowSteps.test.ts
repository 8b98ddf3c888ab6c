import { expect, test } from 'vitest';
import { windowStepsOf } from './windowSteps.ts';

test.each([
  ['200 steps in a short run', { runSteps: 3000, logEvery: 25, evalEvery: 500 }, 200],
  ['2 % of a long run', { runSteps: 50_000, logEvery: 25, evalEvery: 500 }, 1000],
  ['four reports where they are far apart', { runSteps: 3000, logEvery: 250, evalEvery: 500 }, 1000],
  ['four evaluations where those are all that is reported', { runSteps: 3000, logEvery: 1000, evalEvery: 60 }, 240],
])('a window is %s', (_, pace, expected) => {
  expect(windowStepsOf(pace)).toBe(expected);
});
