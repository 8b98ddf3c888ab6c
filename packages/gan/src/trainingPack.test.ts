import { compileProgram } from '@seesaw/compile/compileProgram';
import type { ExecutionMode } from '@seesaw/shared/executionMode';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBackend, testDraws } from '../testBackend.ts';
import { testImages } from '../testImages.ts';
import { testTrial } from '../testTrial.ts';
import { packKey } from './catalog/packKey.ts';
import { ring } from './data/ring.ts';
import { type TrainingPack, trainingPack } from './game/trainingPack.ts';
import type { Compiler } from './native/compiler.ts';
import type { PlainTensors } from './state/safetensors.ts';
import { createLaneTraining, createTraining, type LaneTraining, type Training } from './training.ts';

const random = await testBackend();
const draws = await testDraws();

let tensorsBefore: number;
beforeAll(() => {
  tensorsBefore = memory().numTensors;
});
afterAll(() => expect(memory().numTensors).toBe(tensorsBefore));

type Values = Readonly<Record<string, Scalar>>;

interface Trial {
  readonly recipe: string;
  readonly values: Values;
}

const compilerOf =
  (mode: ExecutionMode): Compiler =>
  (entries, { what, ...options }) =>
    compileProgram(entries, { ...options, mode: what === 'steps' ? mode : 'graph' });

function inputOf({ recipe, values }: Trial, mode: ExecutionMode) {
  const small: Values = recipe === 'ring-mlp' ? {} : { width_d: 8, batch_size: 8, net: 'mlp' };
  const looks: Values = { log_every: 1, eval_every: 1 };
  const config = testTrial({ ...looks, ...small, ...values }, { recipe, steps: 40 });
  return {
    config,
    data: config.dataset === 'ring' ? ring : testImages,
    random,
    compiled: { compile: compilerOf(mode), draws, isGivenWhole: true },
  };
}

const alone = (trial: Trial, mode: ExecutionMode): Training => createTraining(inputOf(trial, mode));
const inLane = (trial: Trial, mode: ExecutionMode, pack: TrainingPack, lane: number): LaneTraining =>
  createLaneTraining({ ...inputOf(trial, mode), pack, lane });
const packOf = (lanes: number, mode: ExecutionMode) =>
  trainingPack({ lanes, compile: compilerOf(mode), draws, isGivenWhole: true });

interface Seen {
  readonly metrics: readonly Record<string, number>[];
  readonly diagnosed: Record<string, number>;
  readonly evaluated: Record<string, number>;
  readonly saved: PlainTensors;
  readonly sampled: unknown;
}

/** Steps, a report behind every three of them, and all that there is to see at the end; then it is gone. */
async function seen(training: Training | LaneTraining, steps: number, evaluates = true): Promise<Seen> {
  const metrics: Record<string, number>[] = [];
  while (training.step < steps) {
    await training.trainStep(Math.min(3, steps - training.step));
    metrics.push(training.readMetrics());
  }
  const all = {
    metrics,
    diagnosed: training.diagnose(),
    evaluated: evaluates ? training.evaluate() : {},
    saved: training.save(),
    sampled: training.sample(),
  };
  training.dispose();
  return all;
}

const onRing = (values: Values): Trial => ({ recipe: 'ring-mlp', values });

const penalised: Values = { loss: 'wgan-gp', penalty_every: 2 };
const ringTrials: readonly Trial[] = [
  onRing({ ...penalised, ema_decay: 0.9, seed: 1, lr_d: 0.002 }),
  onRing({ ...penalised, ema_decay: 0.7, seed: 2, lr_d: 0.01, beta1: 0.3, gp_lambda: 3 }),
  onRing({ ...penalised, ema_decay: 0.5, seed: 3, lr_end: 0.1, eval_samples: 200 }),
];

/** Images are fed row by row, with their labels where the players are told them. */
const imageTrials = (recipe: string): readonly Trial[] =>
  [1, 2].map((seed) => ({ recipe, values: { seed, lr_d: 0.001 * seed } }));

describe('trainings in the lanes of one program', () => {
  it.each([
    ['ring-mlp', ringTrials],
    ['mnist-bce', imageTrials('mnist-bce')],
    ['cgan', imageTrials('cgan')],
  ] as const)('%s: report, show and save as graphs what each does alone, bit for bit', async (_, trials) => {
    const keys = new Set(trials.map((trial) => packKey(inputOf(trial, 'graph').config)));
    expect(keys.size).toBe(1);
    // Scores of images take a feature net.
    const evaluates = trials === ringTrials;
    const pack = packOf(trials.length, 'graph');
    const together = await Promise.all(
      trials.map((trial, lane) => seen(inLane(trial, 'graph', pack, lane), 8, evaluates)),
    );
    pack.dispose();
    for (const [lane, trial] of trials.entries()) {
      expect(together[lane]).toEqual(await seen(alone(trial, 'graph'), 8, evaluates));
    }
  });

  it('report operation by operation too, where their program cannot be compiled', async () => {
    const trials = ringTrials.slice(0, 2);
    const pack = packOf(2, 'eager');
    const together = await Promise.all(trials.map((trial, lane) => seen(inLane(trial, 'eager', pack, lane), 5)));
    expect(pack.mode).toBe('eager');
    pack.dispose();
    for (const [lane, trial] of trials.entries()) expect(together[lane]).toEqual(await seen(alone(trial, 'eager'), 5));
  });

  it('tell how far the last step went where it is reported, and in whose lane', async () => {
    const [one, other] = ringTrials as [Trial, Trial];
    const pack = packOf(2, 'graph');
    const [reported, not] = [inLane(one, 'graph', pack, 0), inLane(other, 'graph', pack, 1)];
    await Promise.all([reported.trainStep(3), not.trainStep(3, { isReported: false })]);
    const [told, untold] = [reported, not].map((training) => Object.keys(training.readMetrics()));
    expect(told).toContain('balance/grad_norm_d');
    expect(untold).not.toContain('balance/grad_norm_d');
    expect(told!.filter((name) => !/grad_norm|update_ratio/.test(name))).toEqual(untold);
    for (const training of [reported, not]) training.dispose();
    pack.dispose();
  });

  it('do not notice who comes, goes, is interrupted or leaves the numbers beside them', async () => {
    const [one, other, third] = ringTrials as [Trial, Trial, Trial];
    const pack = packOf(4, 'graph');
    const wild: Trial = { ...one, values: { ...one.values, lr_d: 1, lr_ratio: 64, beta1: 0.9, beta2: 0 } };
    const lost = inLane(wild, 'graph', pack, 0);
    const comesAndGoes = async () => {
      // Left in the middle, and gone on with in another lane from what it saved.
      const first = inLane(other, 'graph', pack, 2);
      await first.trainStep(5);
      const saved = first.save();
      first.dispose();
      const second = inLane(other, 'graph', pack, 3);
      second.restore(saved);
      return seen(second, 12);
    };
    const diverges = async () => {
      for (let step = 0; step < 30 && lost.divergedAt === null; step++) {
        await lost.trainStep();
        lost.readMetrics();
      }
      lost.dispose();
      // In the lane that is free now.
      return seen(inLane(third, 'graph', pack, 0), 6);
    };
    const [a, b, c] = await Promise.all([seen(inLane(one, 'graph', pack, 1), 20), comesAndGoes(), diverges()]);
    expect(lost.divergedAt).not.toBeNull();
    pack.dispose();
    expect(a).toEqual(await seen(alone(one, 'graph'), 20));
    expect(c).toEqual(await seen(alone(third, 'graph'), 6));
    const uninterrupted = await seen(alone(other, 'graph'), 12);
    expect({ ...b, metrics: [] }).toEqual({ ...uninterrupted, metrics: [] });
  });

  it('end under XLA with the same bits in every lane and beside whomever, for as many lanes', async () => {
    // A penalty takes XLA many seconds to compile.
    const [one, other] = [1, 2].map((seed) => onRing({ seed, depth_d: 1, depth_g: 1 })) as [Trial, Trial];
    const first = packOf(3, 'xla');
    const [a] = await Promise.all([
      seen(inLane(one, 'xla', first, 0), 6),
      seen(inLane(other, 'xla', first, 1), 4),
      seen(inLane(other, 'xla', first, 2), 9),
    ]);
    first.dispose();
    const second = packOf(3, 'xla');
    expect(await seen(inLane(one, 'xla', second, 2), 6)).toEqual(a);
    second.dispose();
  });

  it('wait a moment for one that is held up, and go on without it', async () => {
    const [one, other] = ringTrials as [Trial, Trial];
    const pack = packOf(2, 'graph');
    const held = inLane(one, 'graph', pack, 0);
    const free = inLane(other, 'graph', pack, 1);
    await Promise.all([held.trainStep(2), free.trainStep(2)]);
    // Meanwhile nobody asks for steps of the first.
    await free.trainStep(10);
    expect([held.step, free.step]).toEqual([2, 12]);
    await Promise.all([held.trainStep(2), free.trainStep(2)]);
    expect([held.step, free.step]).toEqual([4, 14]);
    for (const training of [held, free]) training.dispose();
    pack.dispose();
  });

  it('fail alone where their steps are no steps of the program', async () => {
    const [one] = ringTrials as [Trial];
    const pack = packOf(2, 'graph');
    const fits = inLane(one, 'graph', pack, 0);
    const scaled = inLane({ ...one, values: { ...one.values, loss_scale: 3 } }, 'graph', pack, 1);
    const [kept, refused] = await Promise.allSettled([fits.trainStep(4), scaled.trainStep(4)]);
    expect(kept.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/of this lane/) } });
    scaled.dispose();
    await fits.trainStep(2);
    expect(fits.step).toBe(6);
    fits.dispose();
    pack.dispose();
  });

  it('leave no memory behind, however many come and go', async () => {
    const pack = packOf(2, 'graph');
    const visit = async (lane: number, seed: number) => {
      const [trial] = ringTrials as [Trial];
      const training = inLane({ ...trial, values: { ...trial.values, seed, log_every: 20 } }, 'graph', pack, lane);
      await training.trainStep(7);
      training.readMetrics();
      await training.trainStep(2);
      training.dispose();
    };
    await Promise.all([visit(0, 1), visit(1, 2)]);
    const before = memory().numTensors;
    for (let round = 0; round < 5; round++) await Promise.all([visit(0, round), visit(1, round + 10)]);
    expect(memory().numTensors).toBe(before);
    pack.dispose();
  });
});
