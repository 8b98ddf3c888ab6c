import { functionArguments, functionValues } from '@seesaw/gan/catalog/functions';
import { paretoFunctions } from '@seesaw/search/functions/paretoFunctions';
import { testFunctions } from '@seesaw/search/functions/testFunctions';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { expect, test } from 'vitest';
import type { SegmentMessage } from '../slot/training.ts';
import { playFunction } from './playFunction.ts';
import { valuesAt } from './valuesAt.ts';

const config = (values: TrialConfig['values'], steps = 1): TrialConfig => ({
  recipe: 'function',
  dataset: 'none',
  seed: 3,
  steps,
  values: { function: 'branin', x1: Math.PI, x2: 2.275, ...values },
  checkpoint: { everySteps: 1, keep: 1 },
});

function play(trained: TrialConfig) {
  const messages: SegmentMessage[] = [];
  const order = {
    trialId: 1,
    attempt: 1,
    sweepId: 's',
    config: trained,
    untilStep: trained.steps,
    fromStep: 0,
    trialFolder: '/nowhere',
  };
  const training = playFunction(order, { onMessage: (message) => messages.push(message), onLine: () => undefined });
  return { training, messages };
}

test('every function of the catalog exists and takes as many arguments as the catalog says', () => {
  for (const [name, count] of Object.entries(functionArguments)) {
    const known = Object.entries({ ...testFunctions, ...paretoFunctions }).find(([key]) => key === name)?.[1];
    expect(
      known?.space.map((axis) => axis.name),
      name,
    ).toEqual(Array.from({ length: count }, (_, i) => `x${i + 1}`));
  }
});

test('a function with several values reports each as a metric, as many as the catalog says', async () => {
  expect(Object.keys(functionValues)).toEqual(Object.keys(paretoFunctions));
  for (const [name, count] of Object.entries(functionValues)) {
    const xs = Object.fromEntries(Array.from({ length: functionArguments[name]! }, (_, i) => [`x${i + 1}`, 0.5]));
    const values = valuesAt({ values: { function: name, ...xs }, seed: 1 }, 1);
    expect(Object.keys(values), name).toEqual(['eval/score', 'eval/score2', 'eval/score3'].slice(0, count));
  }
  const { training, messages } = play(config({ function: 'binhkorn', x1: 1, x2: 2 }));
  await training.done;
  expect(messages).toMatchObject([{ values: { 'eval/score': 20, 'eval/score2': 25 } }]);
});

test('a trial reports the value of the function and completes', async () => {
  const { training, messages } = play(config({}));
  expect(await training.done).toMatchObject({ kind: 'ended', state: 'completed', step: 1 });
  expect(messages).toMatchObject([{ type: 'metrics', step: 1, values: { 'eval/score': expect.closeTo(0.397887, 5) } }]);
});

test('values are reported every eval_every steps and at the last one', async () => {
  const { training, messages } = play(config({ eval_every: 4 }, 10));
  await training.done;
  expect(messages.map((message) => message.step)).toEqual([4, 8, 10]);
});

test('what it has still to learn shrinks with the step, noise depends on seed and step alone', () => {
  const values = { learning: 2, noise: 0.5 };
  const score = (trained: TrialConfig, step: number) => valuesAt(trained, step)['eval/score']!;
  expect(score(config({ learning: 2 }), 1) - score(config({ learning: 2 }), 100)).toBeCloseTo(1.8, 10);
  expect(score(config(values), 7)).toBe(score(config(values), 7));
  expect(score(config(values), 7)).not.toBe(score(config(values), 8));
  expect(score(config(values), 7)).not.toBe(score({ ...config(values), seed: 4 }, 7));
});

test('each value of a function has a noise of its own', () => {
  const quiet = config({ function: 'binhkorn', x1: 1, x2: 2 });
  const noisy = config({ function: 'binhkorn', x1: 1, x2: 2, noise: 1 });
  const added = Object.entries(valuesAt(noisy, 1)).map(([name, value]) => value - valuesAt(quiet, 1)[name]!);
  expect(new Set(added).size).toBe(2);
});

test('pause and cancel end it at the step it has reached', async () => {
  for (const [intent, state] of [
    ['pause', 'paused'],
    ['cancel', 'cancelled'],
  ] as const) {
    const { training } = play(config({ step_ms: 60_000 }, 5));
    training.stop(intent, 0);
    expect(await training.done).toMatchObject({ kind: 'ended', state, step: 0 });
  }
});

test('while it is held it makes no further step', async () => {
  const { training, messages } = play(config({ step_ms: 1 }, 3));
  training.hold(true);
  // As long as another one takes for as many steps.
  await play(config({ step_ms: 1 }, 3)).training.done;
  expect(messages).toEqual([]);
  training.hold(false);
  expect(await training.done).toMatchObject({ state: 'completed' });
});

test('an unknown function fails for good and in words', async () => {
  const { training } = play(config({ function: 'brannin' }));
  expect(await training.done).toMatchObject({ kind: 'failed', code: 'invalid-sweep', retryable: false });
});
