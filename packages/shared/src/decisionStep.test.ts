import { expect, test } from 'vitest';
import { nextDecisionStep } from './decisionStep.ts';

const trial = { number: 1, lastStep: 1000, evalEvery: 100 };
const all = (rule: Parameters<typeof nextDecisionStep>[0], of = trial) => {
  const steps: number[] = [];
  for (let at = nextDecisionStep(rule, of, 0); at !== null; at = nextDecisionStep(rule, of, at)) steps.push(at);
  return steps;
};

test('without a rule a trial trains to its end', () => {
  expect(all(null)).toEqual([]);
});

test('halving judges at its rungs, below the last step', () => {
  const asha = { type: 'asha', minSteps: 40, eta: 3, maxSteps: null, mode: 'stop' } as const;
  expect(all(asha)).toEqual([40, 120, 360]);
  expect(all({ ...asha, maxSteps: 200 })).toEqual([40, 120]);
});

test('the brackets of hyperband begin at different rungs', () => {
  const rule = { type: 'hyperband', minSteps: 40, eta: 3, brackets: 3, maxSteps: null } as const;
  expect([3, 1, 2].map((number) => all(rule, { ...trial, number }))).toEqual([[40, 120, 360], [120, 360], [360]]);
});

test('the other rules judge at evaluations from their first step on', () => {
  expect(all({ type: 'median', graceSteps: 250, minTrials: 1 })).toEqual([300, 400, 500, 600, 700, 800, 900]);
  expect(all({ type: 'patience', steps: 700, minDelta: 0 })).toEqual([800, 900]);
  expect(all({ type: 'threshold', metric: 'm', above: 1, below: null, atStep: 900 })).toEqual([900]);
});
