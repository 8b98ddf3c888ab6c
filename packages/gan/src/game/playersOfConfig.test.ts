import type { Scalar } from '@seesaw/shared/hyperparameter';
import { type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { lossNamed } from '../losses/losses.ts';
import { initialWeights, type Network } from '../players/network.ts';
import { inUse } from '../players/pass.ts';
import { playersOfConfig } from './playersOfConfig.ts';

const random = await testBackend();

function players(values: Record<string, Scalar>) {
  const config = testTrial(values);
  return playersOfConfig(config, { kind: 'ring', name: 'ring' }, lossNamed(String(config.values.loss)));
}

const kernels = ({ slices }: Network) => slices.filter(({ shape }) => shape.length === 2).map(({ shape }) => shape);

test('width and depth say how many layers there are and how wide', () => {
  const { g, d } = players({ width_d: 8, width_ratio: 2, depth_d: 3, depth_g: 1, z_dim: 5 });
  expect(kernels(d)).toEqual([
    [2, 8],
    [8, 8],
    [8, 8],
    [8, 1],
  ]);
  expect(kernels(g)).toEqual([
    [5, 16],
    [16, 2],
  ]);
  expect(d.slices[0]!.name).toBe('dense0.kernel');
});

test('D takes whole packs, gives two numbers for softmax2, and is as narrow as z where it rebuilds', () => {
  expect(kernels(players({ width_d: 8, pac: 3 }).d)[0]).toEqual([6, 8]);
  expect(kernels(players({ width_d: 8, loss: 'softmax2' }).d).at(-1)).toEqual([8, 2]);
  expect(kernels(players({ width_d: 8, loss: 'began', z_dim: 3, depth_d: 4 }).d)).toEqual([
    [2, 8],
    [8, 8],
    [8, 3],
    [3, 8],
    [8, 8],
    [8, 2],
  ]);
});

test('an autoencoder answers with how badly it rebuilds, never above 0, one number a sample', () => {
  const { d } = players({ loss: 'began', width_d: 8 });
  const x = random.normal([6, 2], { seed: 1, purpose: 'z-for-d', step: 0 }) as Tensor2D;
  const answers = d.apply(tensor1d(initialWeights(d, random, 1, 'weights-d')), x, inUse);
  expect(answers.shape).toEqual([6, 1]);
  expect(Math.max(...answers.dataSync())).toBeLessThan(0);
});
