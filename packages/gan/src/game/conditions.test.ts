import type { Scalar as Setting } from '@seesaw/shared/hyperparameter';
import { type Scalar, type Tensor1D, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { expectSlope } from '../../expectSlope.ts';
import { testBackend } from '../../testBackend.ts';
import { testImages } from '../../testImages.ts';
import { testTrial } from '../../testTrial.ts';
import { labelRows } from '../data/batch.ts';
import { imagesAsFloats } from '../data/trainingData.ts';
import { losses } from '../losses/losses.ts';
import { joined } from '../players/joined.ts';
import { logProbability } from '../players/logProbability.ts';
import { mlp } from '../players/mlp.ts';
import type { Network } from '../players/network.ts';
import { projected } from '../players/projected.ts';
import type { Game } from './game.ts';
import { gameOfConfig } from './gameOfConfig.ts';
import { judge } from './judge.ts';
import { drawLatent } from './latent.ts';
import { updateD, updateG } from './movePlayers.ts';
import { freshState, type GameState } from './playerState.ts';
import { realsOfStep } from './realBatches.ts';
import { slopeOfD } from './slopeOfD.ts';
import { slopeOfG } from './slopeOfG.ts';

const random = await testBackend();
const turn = { step: 1, draw: 0 };
const told = ['concat', 'auxiliary', 'projection'] as const;
const small = { optimizer: 'sgd', lr_d: 1e-3, width_d: 8, batch_size: 8, z_dim: 3, embed_dim: 4 };

function gameWith(condition: string, values: Record<string, Setting> = {}): Game {
  const config = testTrial({ ...small, condition, ...values }, { recipe: 'cgan' });
  return gameOfConfig(config, testImages, random);
}

describe.each(told)('%s', (condition) => {
  const smooth = { activation_d: 'tanh', activation_g: 'softplus' };
  test.each<[string, Record<string, Setting>]>([
    ['no penalty', {}],
    ['wgan-gp', { loss: 'wgan-gp' }],
    ['dragan', { loss: 'dragan' }],
    ['R1', { r1_gamma: 3 }],
    ['R2 and a D that is normalised', { r2_gamma: 3, spectral_norm: true }],
    ['consensus', { consensus_gamma: 2 }],
  ])('with %s the whole gradient of both players equals finite differences', (_name, values) => {
    expectSlopesOfBoth(gameWith(condition, { ...smooth, ...values }));
  });

  // Without consensus: TensorFlow.js has no gradient of a convolution's own gradient for its filters.
  test.each<[string, Record<string, Setting>]>([
    ['no penalty', {}],
    ['wgan-gp', { loss: 'wgan-gp' }],
    ['dragan and layer normalisation', { loss: 'dragan', norm_d: 'layer' }],
    ['R1', { r1_gamma: 3 }],
    ['R2 and a D that is normalised', { r2_gamma: 3, spectral_norm: true }],
    ['0-GP', { zero_gp_gamma: 3 }],
  ])('with %s that of convolutional players does as well', (_name, values) => {
    expectSlopesOfBoth(gameWith(condition, { ...smooth, net: 'conv', width_d: 2, depth_d: 1, depth_g: 1, ...values }));
  });

  const playable = losses.filter(
    ({ name }) => name !== 'began' && !(condition === 'projection' && name === 'softmax2'),
  );
  test.each(playable.map(({ name }) => name))('%s: one step of D lowers L_D and one step of G lowers L_G', (loss) => {
    tidy(() => {
      const game = gameWith(condition, { loss });
      const state = freshState(game);
      const reals = realsOfStep(game, state, turn.step);
      const before = slopeOfD(game, state, turn, reals.d[0]!);
      const moved = updateD(game, 1, state, before);
      expect(numberOf(slopeOfD(game, moved, turn, reals.d[0]!))).toBeLessThan(numberOf(before));
      const beforeG = slopeOfG(game, state, turn, reals.g[0]);
      const movedG = updateG(game, 1, state, beforeG);
      expect(numberOf(slopeOfG(game, movedG, turn, reals.g[0]))).toBeLessThan(numberOf(beforeG));
    });
  });

  test('G makes another picture of another label, and D’s answer depends on the label unless it has to name it', () => {
    tidy(() => {
      const game = gameWith(condition);
      const state = freshState(game);
      const z = random.normal([2, 3], { seed: 1, purpose: 'z-for-d', step: 0 }) as Tensor2D;
      const made = (label: number) =>
        game.g.apply(state.g.weights, z, { running: {}, labels: labelRows([label, label], 10) });
      expect(made(1).dataSync()).not.toEqual(made(2).dataSync());
      const answer = (label: number) =>
        Array.from(judge(game, state, { samples: made(1), labels: labelRows([label, label], 10) }).dataSync());
      if (condition === 'auxiliary') expect(answer(3)).toEqual(answer(4));
      else expect(answer(3)).not.toEqual(answer(4));
    });
  });
});

test('a D that knows nothing names each of ten classes with log 10, on real samples and, if asked, on generated ones', () => {
  tidy(() => {
    const values = (weight: number, loss: string, on = 'both') => {
      const game = gameWith('auxiliary', { class_weight: weight, loss, class_on: on });
      const fresh = freshState(game);
      const state = { ...fresh, d: { ...fresh.d, weights: fresh.d.weights.mul(0) as Tensor1D } };
      const [real] = realsOfStep(game, state, turn.step).d;
      return [slopeOfD(game, state, turn, real!), slopeOfG(game, state, turn, undefined)].map(numberOf);
    };
    const named = Math.log(10);
    for (const loss of ['nonsaturating', 'softmax2']) {
      const [d, g] = values(3, loss);
      expect(d).toBeCloseTo(2 * Math.LN2 + 3 * 2 * named, 4);
      expect(g).toBeCloseTo(Math.LN2 + 3 * named, 4);
      const [onReal, same] = values(3, loss, 'real');
      expect(onReal).toBeCloseTo(2 * Math.LN2 + 3 * named, 4);
      expect(same).toBe(g);
    }
    expect(values(0, 'hinge')[0]).toBeCloseTo(2, 5);
  });
});

test('a trial from before class_on goes on naming generated samples as well', () => {
  tidy(() => {
    const config = testTrial({ ...small, condition: 'auxiliary' }, { recipe: 'acgan' });
    const { class_on: _, ...before } = config.values;
    const values = [before, { ...before, class_on: 'both' }, { ...before, class_on: 'real' }].map((values) => {
      const game = gameOfConfig({ ...config, values }, testImages, random);
      const state = freshState(game);
      return numberOf(slopeOfD(game, state, turn, realsOfStep(game, state, turn.step).d[0]!));
    });
    expect(values[0]).toBe(values[1]);
    expect(values[0]).not.toBe(values[2]);
  });
});

test('real batches carry the label of each picture, generated ones labels that are drawn alike from (seed, step)', () => {
  tidy(() => {
    const game = gameWith('concat', { batch_size: 20 });
    const { samples, labels } = realsOfStep(game, freshState(game), 1).d[0]!;
    const known = new Map(Array.from(testImages.train.labels, (label, i) => [pictureOf(i), label]));
    const shown = (samples.arraySync() as number[][]).map((picture) => known.get(picture.join()));
    expect(Array.from(labels!.argMax(1).dataSync())).toEqual(shown);

    const key = { seed: 4, purpose: 'z-for-d', step: 2 } as const;
    const drawn = drawLatent(game, 5000, key).labels!;
    expect(Array.from(drawn.sum(1).dataSync()).every((ones) => ones === 1)).toBe(true);
    // 500 of each are expected, with a standard deviation of 21.
    for (const count of drawn.sum(0).dataSync()) expect(Math.abs(count - 500)).toBeLessThan(110);
    expect(drawLatent(game, 5000, key).labels!.dataSync()).toEqual(drawn.dataSync());
    expect(drawLatent(game, 5000, { ...key, step: 3 }).labels!.dataSync()).not.toEqual(drawn.dataSync());
  });
});

test('log p of a label is that of the softmax, also where exp would leave the numbers', () => {
  const logits = [
    [1, -2, 0.5],
    [300, 100, -400],
  ];
  const found = logProbability(tensor2d(logits), labelRows([2, 1], 3)).dataSync();
  expect(found[0]).toBeCloseTo(0.5 - Math.log(Math.exp(1) + Math.exp(-2) + Math.exp(0.5)), 5);
  expect(found[1]).toBeCloseTo(-200, 3);
});

test('a label joins as its row of the table, and a projection adds its direction to ψ', () => {
  const pass = { running: {}, labels: labelRows([1], 2) };
  const x = tensor2d([[2, 3]]);
  const flat = (network: Network, weights: Record<string, number[]>) =>
    tensor1d(network.slices.flatMap(({ name }) => weights[name]!));
  const linear = { activation: 'linear', output: 'linear' } as const;

  const read = joined(mlp({ units: [3, 1], ...linear }), { classes: 2, size: 1 });
  const labelTable = { 'label.table': [10, 20], 'dense0.kernel': [1, 10, 100], 'dense0.bias': [0.5] };
  expect(read.apply(flat(read, labelTable), x, pass).dataSync()[0]).toBe(2 + 30 + 2000 + 0.5);

  const asked = projected(mlp({ units: [2, 2], ...linear }), { classes: 2, size: 2 });
  const phiIsX = { 'dense0.kernel': [1, 0, 0, 1], 'dense0.bias': [0, 0] };
  const psi = { 'psi.kernel': [1, 10], 'psi.bias': [0.5], 'label.table': [7, 7, 100, 1000] };
  // ψ(2, 3) = 2 + 30 + ½, and the second direction (100, 1000) gives 200 + 3000.
  expect(asked.apply(flat(asked, { ...phiIsX, ...psi }), x, pass).dataSync()[0]).toBe(3232.5);
});

test('a network that is told labels is not run without them', () => {
  const read = joined(mlp({ units: [3, 1], activation: 'relu', output: 'linear' }), { classes: 2, size: 1 });
  expect(() => read.apply(tensor1d([1, 1, 1, 1, 1, 0]), tensor2d([[2, 3]]), { running: {} })).toThrow(/without them/);
});

test('a condition on data without labels is refused before anything trains', () => {
  const config = testTrial({ ...small, condition: 'projection' }, { recipe: 'cgan' });
  const unlabelled = { ...testImages, name: 'faces', labelCount: 0 };
  expect(() => gameOfConfig(config, unlabelled, random)).toThrow(/condition is projection, but data set faces has no/);
});

/** The gradient of each player's whole loss, with everything that is added to it, against finite differences. */
function expectSlopesOfBoth(game: Game): void {
  tidy(() => {
    const state = freshState(game);
    const reals = realsOfStep(game, state, turn.step);
    const withD = (weights: Tensor1D): GameState => ({ ...state, d: { ...state.d, weights } });
    const withG = (weights: Tensor1D): GameState => ({ ...state, g: { ...state.g, weights } });
    expectSlope(random, state.d.weights, (w) => slopeOfD(game, withD(w), turn, reals.d[0]!));
    expectSlope(random, state.g.weights, (w) => slopeOfG(game, withG(w), turn, reals.g[0]));
  });
}

function pictureOf(image: number): string {
  return imagesAsFloats(testImages.train, Uint32Array.of(image)).join();
}

function numberOf({ value }: { value: Scalar }): number {
  return value.dataSync()[0]!;
}
