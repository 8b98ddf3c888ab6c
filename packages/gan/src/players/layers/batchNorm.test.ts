import { memory, type Tensor, type Tensor2D, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../../testBackend.ts';
import { testTrial } from '../../../testTrial.ts';
import { ring } from '../../data/ring.ts';
import type { Game } from '../../game/game.ts';
import { gameOfConfig } from '../../game/gameOfConfig.ts';
import { decodeSafetensors, encodeSafetensors } from '../../state/safetensors.ts';
import { createTraining, type Training } from '../../training.ts';
import type { InTraining, Pass } from '../pass.ts';
import { sequence } from '../sequence.ts';
import { activated } from './activated.ts';
import { batchNorm } from './batchNorm.ts';
import { dense } from './dense.ts';

const random = await testBackend();
const gamma = tensor1d([2, 1]);
const beta = tensor1d([0, 1]);

test('in training every feature has mean β and deviation γ, over the batch and, in images, over all places', () => {
  const norm = batchNorm('norm', 2);
  const rows = norm.apply(tensor2d([1, 10, 3, 10, 5, 40], [3, 2]), [gamma, beta], training());
  // 1, 3, 5: mean 3, variance 8/3; 10, 10, 40: mean 20, variance 200.
  expectNear(rows, [-2.4495, 0.2929, 0, 0.2929, 2.4495, 2.4142]);
  const image = norm.apply(tensor([1, 0, 3, 0, 3, 0, 5, 0], [1, 2, 2, 2]), [gamma, beta], training());
  expectNear(image, [-2.8284, 1, 0, 1, 0, 1, 2.8284, 1]);
});

test('in use the running statistics count, so a sample is told nothing by its company', () => {
  const running = { 'norm.mean': tensor1d([3, 0]), 'norm.variance': tensor1d([4, 1]) };
  const used = (rows: number[][]) => batchNorm('norm', 2).apply(tensor2d(rows), [gamma, beta], { running });
  expectNear(used([[5, 2]]), [2, 3]);
  expectNear(
    used([
      [5, 2],
      [100, -7],
    ]).slice([0, 0], [1, 2]),
    [2, 3],
  );
});

test('a pass that notes gives mean and variance of its batch', () => {
  const noted: Record<string, number[]> = {};
  const note: InTraining['note'] = (name, ofBatch) => {
    noted[name] = Array.from(ofBatch.dataSync());
  };
  batchNorm('norm', 2).apply(tensor2d([1, 10, 3, 10, 5, 40], [3, 2]), [gamma, beta], training(note));
  expect(noted['norm.mean']).toEqual([3, 20]);
  expect(noted['norm.variance']![0]).toBeCloseTo(8 / 3, 5);
  expect(noted['norm.variance']![1]).toBeCloseTo(200, 3);
});

test('an update of a player moves the running statistics of that player alone, by a tenth', () => {
  const game = normalised();
  const trained = start(game);
  trained.trainStep();
  const { 'd.running.norm0.mean': d, 'g.running.norm0.mean': g } = trained.save();
  // The first update of G: 0.9 · 0 + 0.1 · the mean of its first layer on its own z.
  const z = random.normal([16, 2], { seed: game.seed, purpose: 'z-for-g', step: 1, draw: 0 }) as Tensor2D;
  const first = start(game).save()['g.dense0.kernel']!;
  const mean = z
    .matMul(tensor2d(first.data as Float32Array, [2, 8]))
    .mean(0)
    .mul(0.1);
  expectNear(mean, Array.from(g!.data));
  expect(Math.max(...Array.from(d!.data, Math.abs))).toBeGreaterThan(0);
});

test('running statistics are in the checkpoint: killed and resumed equals never interrupted', () => {
  const straight = start(normalised());
  run(straight, 5);
  const killed = start(normalised());
  run(killed, 2);
  const file = encodeSafetensors(killed.save());
  const resumed = start(normalised());
  run(resumed, 1);
  resumed.restore(decodeSafetensors(file, 'state.safetensors'));
  run(resumed, 3);
  expect(encodeSafetensors(resumed.save())).toEqual(encodeSafetensors(straight.save()));
  expect(resumed.readMetrics()).toEqual(straight.readMetrics());
  expect(resumed.evaluate()).toEqual(straight.evaluate());
});

test('noted statistics are gone after the step', () => {
  const training = start(normalised());
  run(training, 1);
  const before = memory().numTensors;
  run(training, 3);
  training.readMetrics();
  run(training, 1);
  expect(memory().numTensors).toBe(before);
});

/** The ring with batch normalisation in both players. */
function normalised(): Game {
  return {
    ...gameOfConfig(testTrial({}), ring, random),
    g: sequence([dense('dense0', 2, 8, 2), batchNorm('norm0', 8), activated('relu'), dense('dense1', 8, 2, 1)]),
    d: sequence([dense('dense0', 2, 8, 2), batchNorm('norm0', 8), activated('leaky-relu'), dense('dense1', 8, 1, 1)]),
  };
}

function start(game: Game): Training {
  return createTraining({ config: testTrial({}), data: ring, random, game });
}

function run(training: Training, steps: number): void {
  for (let i = 0; i < steps; i++) training.trainStep();
}

function training(note?: InTraining['note']): Pass {
  const uniform = () => {
    throw new Error('Nothing is drawn here.');
  };
  return { running: {}, training: { uniform, ...(note !== undefined && { note }) } };
}

function expectNear(found: Tensor, expected: readonly number[]): void {
  const values = Array.from(found.dataSync());
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 3);
  });
}
