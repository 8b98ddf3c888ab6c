import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { ring } from '../data/ring.ts';
import type { Pass } from '../players/pass.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { encodeSafetensors } from '../state/safetensors.ts';
import { createTraining } from '../training.ts';
import type { Game } from './game.ts';
import { gameOfConfig } from './gameOfConfig.ts';

const random = await testBackend();

/** Both players draw the same z, as if they shared it. */
const sameZ: RandomSource = {
  ...random,
  normal: (shape, key) => random.normal(shape, key.purpose === 'z-for-d' ? { ...key, purpose: 'z-for-g' } : key),
};

test.each<Record<string, Scalar>>([
  { loss: 'softmax2' },
  { loss: 'rpgan', norm_d: 'batch', norm_g: 'batch', optimizer: 'sgd' },
  { loss: 'wgan-gp', ema_decay: 0.9, pac: 2 },
])('%o: one shared batch of G gives the same game, bit for bit, as simultaneous play with the same z', (values) => {
  const ended = (sharedFake: boolean) => {
    const { training, calls } = start(values, sharedFake);
    for (let i = 0; i < 4; i++) training.trainStep();
    const file = encodeSafetensors(training.save());
    training.dispose();
    return { file, calls: calls() };
  };
  const [shared, apart] = [ended(true), ended(false)];
  expect(shared.file).toEqual(apart.file);
  expect(shared.calls).toBe(4);
  expect(apart.calls).toBe(8);
});

test('without the same z the two are different games', () => {
  const ended = (sharedFake: boolean) => {
    const { training } = start({ loss: 'softmax2' }, sharedFake, random);
    training.trainStep();
    return encodeSafetensors(training.save());
  };
  expect(ended(true)).not.toEqual(ended(false));
});

/** A training whose runs of G in training are counted. */
function start(values: Record<string, Scalar>, sharedFake: boolean, source = sameZ) {
  const config = testTrial({ order: 'simultaneous', ...values });
  const rules = gameOfConfig(config, ring, source);
  let calls = 0;
  const apply = (weights: Tensor1D, input: Tensor2D, pass: Pass) => {
    if (pass.training !== undefined) calls += 1;
    return rules.g.apply(weights, input, pass);
  };
  const game: Game = { ...rules, sharedFake, g: { ...rules.g, apply } };
  return { training: createTraining({ config, data: ring, random: source, game }), calls: () => calls };
}
