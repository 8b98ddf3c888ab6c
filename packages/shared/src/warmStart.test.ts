import { expect, test } from 'vitest';
import type { ResolvedSweep } from './resolvedSweep.ts';
import { resolvedSweepSchema } from './resolvedSweep.ts';
import type { TrialState } from './trialState.ts';
import { warmSourceInWords } from './warmSourceInWords.ts';
import { fitEarlier } from './warmStart.ts';

const sweep: ResolvedSweep = resolvedSweepSchema.parse({
  ...{ name: 'new', description: '', recipe: 'ring-mlp', dataset: 'ring', method: 'tpe', seed: 1, pool: 'default' },
  metric: { name: 'eval/score', goal: 'minimize' },
  space: [
    { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'wgan-gp'] } },
    { name: 'gp_lambda', dimension: { kind: 'float', min: 1, max: 10, scale: 'log' }, when: 'loss == "wgan-gp"' },
    { name: 'lr_d', dimension: { kind: 'float', min: 0.001, max: 0.1, scale: 'log' } },
  ],
  constraints: ['lr_d < 0.09'],
  base: { steps: 100, gp_lambda: 10, batch_size: 64, log_every: 5 },
  ...{ plannedTrials: 9, concurrency: 1, retry: { maxAttempts: 1, from: 'checkpoint' }, maxFailed: null },
  checkpoint: { everySteps: 10, keep: 2 },
  warmStart: { points: [], sweeps: ['a'], ignored: ['log_every'] },
});

function trial(
  values: Record<string, number | string>,
  changes: { state?: TrialState; score?: number | null; steps?: number; recipe?: string; seed?: number } = {},
) {
  const { state = 'completed', score = 1, steps = 100, recipe = 'ring-mlp', seed = 7 } = changes;
  const all = { loss: 'hinge', gp_lambda: 10, lr_d: 0.01, batch_size: 64, log_every: 5, ...values };
  const config = { recipe, dataset: 'ring', seed, steps, values: all, checkpoint: { everySteps: 1, keep: 1 } };
  return { state, values: [score], config };
}

const one = { objectives: null };

test('of several objectives every one has its mean; whoever diverged or lacks one has none of it', () => {
  const both: ResolvedSweep = {
    ...sweep,
    metrics: [
      { name: 'eval/score', goal: 'minimize' },
      { name: 'eval/modes', goal: 'maximize' },
    ],
  };
  const earlier = (lr: number, values: (number | null)[], state: TrialState = 'completed') => ({
    ...trial({ lr_d: lr }, { state }),
    values,
  });
  const { results } = fitEarlier(both, [
    earlier(0.01, [2, 8]),
    earlier(0.01, [4, 6]),
    earlier(0.02, [1, null]),
    earlier(0.03, [1, Number.NaN]),
    earlier(0.05, [1, 7], 'diverged'),
  ]);
  expect(
    results.map(({ objective, objectives, n, standardError }) => [objective, objectives, n, standardError]),
  ).toEqual([
    [3, [3, 7], 2, 1],
    [1, [1, null], 1, null],
    [1, [1, null], 1, null],
    [null, [null, null], 1, null],
  ]);
});

test('trials at the same point are one known result with its standard error; an inactive parameter is none of it', () => {
  const { results, used, leftOut } = fitEarlier(sweep, [
    trial({ lr_d: 0.01 }, { score: 2, seed: 1 }),
    trial({ lr_d: 0.01 }, { score: 4, seed: 2 }),
    trial({ loss: 'wgan-gp', gp_lambda: 3 }, { score: 5 }),
    trial({ lr_d: 0.05 }, { state: 'diverged', score: null }),
  ]);
  expect(results).toEqual([
    { point: { loss: 'hinge', lr_d: 0.01 }, objective: 3, ...one, n: 2, standardError: 1 },
    { point: { loss: 'wgan-gp', gp_lambda: 3, lr_d: 0.01 }, objective: 5, ...one, n: 1, standardError: null },
    { point: { loss: 'hinge', lr_d: 0.05 }, objective: null, ...one, n: 1, standardError: null },
  ]);
  expect([used, leftOut]).toEqual([4, []]);
});

test.each([
  ['with lr_d outside of its range', trial({ lr_d: 0.5 })],
  ['with loss outside of its range', trial({ loss: 'lsgan' })],
  ['with another steps', trial({}, { steps: 50 })],
  ['with another batch_size', trial({ batch_size: 32 })],
  ['with another gp_lambda', trial({ gp_lambda: 3 })],
  ['that violate a constraint', trial({ lr_d: 0.095 })],
  ['of another recipe (mnist-bce)', trial({}, { recipe: 'mnist-bce' })],
  ['stopped early, so with no final value', trial({}, { state: 'stopped-early' })],
  ['without a result', trial({}, { state: 'failed' })],
])('one %s is left out and counted', (why, left) => {
  expect(fitEarlier(sweep, [left, trial({}), left])).toMatchObject({ used: 1, leftOut: [{ why, count: 2 }] });
});

test('a setting that only observes, and one that the earlier sweep did not know, may differ', () => {
  const older = trial({ log_every: 50 });
  const { batch_size: _, ...values } = older.config.values;
  expect(fitEarlier(sweep, [{ ...older, config: { ...older.config, values } }]).used).toBe(1);
});

test('is told in words', () => {
  const source = { sweepId: 'k3f9', name: 'balance', trials: 30, used: 24, points: 12, stillRuns: true };
  expect(warmSourceInWords({ ...source, leftOut: [{ why: 'with x1 outside of its range', count: 6 }] })).toBe(
    '24 of 30 trials of sweep balance (k3f9) as 12 known points; left out: 6 with x1 outside of its range; ' +
      'it still runs, and what it finds from now on is not used',
  );
});
