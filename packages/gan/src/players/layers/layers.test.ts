import { depthToSpace, type Tensor, type Tensor4D, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../../testBackend.ts';
import { activations } from '../activations.ts';
import { initialWeights } from '../network.ts';
import { inUse, type Pass } from '../pass.ts';
import { sequence } from '../sequence.ts';
import { withReference } from '../withReference.ts';
import { dropout } from './dropout.ts';
import { instanceNorm } from './instanceNorm.ts';
import { layerNorm } from './layerNorm.ts';
import { pixelShuffle } from './pixelShuffle.ts';
import { stacked } from './stacked.ts';
import { virtualBatchNorm } from './virtualBatchNorm.ts';

const random = await testBackend();
const gamma = tensor1d([2, 1]);
const beta = tensor1d([0, 1]);

test('layer normalisation gives each sample mean 0 and deviation 1 over everything in it, then γ and β by feature', () => {
  const norm = layerNorm('norm', 2);
  // 1, 3: mean 2, deviation 1. −10, 30: mean 10, deviation 20.
  expectNear(norm.apply(tensor2d([1, 3, -10, 30], [2, 2]), [gamma, beta], inUse), [-2, 2, -2, 2]);
  // 0, 4, 0, 4 over both places: mean 2, deviation 2.
  expectNear(norm.apply(tensor([0, 4, 0, 4], [1, 1, 2, 2]), [gamma, beta], inUse), [-2, 2, -2, 2]);
});

test('instance normalisation looks at each channel of each image alone', () => {
  const images = tensor([1, 10, 3, 10, 5, 0, 9, 20], [2, 1, 2, 2]);
  // Image 1: 1, 3 and 10, 10; image 2: 5, 9 and 0, 20.
  expectNear(instanceNorm('norm', 2).apply(images, [gamma, beta], inUse), [-2, 1, 2, 1, -2, 0, 2, 2]);
});

test('virtual batch normalisation takes mean and variance of the reference and the sample itself, one of rows + 1', () => {
  const norm = virtualBatchNorm('norm', 1, 3);
  const [one, nought] = [tensor1d([1]), tensor1d([0])];
  // Reference 1, 2, 3: mean 2, variance 2/3. With 6 they are 1, 2, 3, 6: mean 3, variance 3.5; with 2: mean 2, variance ½.
  const rows = norm.apply(tensor2d([1, 2, 3, 6, 2], [5, 1]), [one, nought], inUse);
  expectNear(rows, [-1 / Math.sqrt(2 / 3), 0, 1 / Math.sqrt(2 / 3), 3 / Math.sqrt(3.5), 0]);
  // Images [·, 1, 2, 1]: the sample has two numbers, each counts half of one.
  const images = norm.apply(tensor([1, 1, 2, 2, 3, 3, 4, 8], [4, 1, 2, 1]), [one, nought], inUse);
  // Mean ¾·2 + ¼·6 = 3; mean square ¾·14/3 + ¼·40 = 13.5, variance 4.5.
  expectNear(images.slice([3], [1]), [1 / Math.sqrt(4.5), 5 / Math.sqrt(4.5)]);
});

test('behind a fixed reference a sample gets the same answer in any company, and the reference none', () => {
  const network = withReference(sequence([virtualBatchNorm('norm', 2, 4)]), {
    rows: 4,
    features: 2,
    first: () => Float32Array.of(1, 0, 2, 5, 3, 1, 9, 9),
  });
  const [{ name, size, first }] = network.statistics as [(typeof network.statistics)[number]];
  expect([name, size]).toEqual(['reference', 8]);
  const pass: Pass = { running: { reference: tensor1d((first as () => Float32Array)()) } };
  const weights = tensor1d(initialWeights(network, random, 1, 'weights-d'));
  const alone = network.apply(weights, tensor2d([4, 4], [1, 2]), pass);
  const among = network.apply(weights, tensor2d([4, 4, -100, 7, 0, 0], [3, 2]), pass);
  expect(alone.shape).toEqual([1, 2]);
  expect(among.shape).toEqual([3, 2]);
  expectNear(among.slice([0], [1]), Array.from(alone.dataSync()));
});

test('dropout keeps the mean, leaves out the share it says, and nothing in use', () => {
  const layer = dropout(0.25, 3);
  const input = tensor2d(new Float32Array(4000).fill(1), [40, 100]);
  const values = layer.apply(input, [], drawing(5)).dataSync();
  expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
  const left = values.filter((value) => value === 0).length / values.length;
  expect(left).toBeGreaterThan(0.2);
  expect(left).toBeLessThan(0.3);
  expect(layer.apply(input, [], inUse)).toBe(input);
});

test('a mask of dropout is a function of seed, step and layer', () => {
  const input = tensor2d(new Float32Array(64).fill(1), [1, 64]);
  const mask = (step: number, part: number) =>
    Array.from(dropout(0.5, part).apply(input, [], drawing(step)).dataSync());
  expect(mask(5, 3)).toEqual(mask(5, 3));
  expect(mask(5, 3)).not.toEqual(mask(6, 3));
  expect(mask(5, 3)).not.toEqual(mask(5, 4));
});

test('pixel shuffle puts pixels where TensorFlow puts them', () => {
  const input = random.normal([2, 3, 5, 12], { seed: 1, purpose: 'z-for-d', step: 0 }) as Tensor4D;
  const shuffled = pixelShuffle(2).apply(input, [], inUse);
  expect(shuffled.shape).toEqual([2, 6, 10, 3]);
  expect(shuffled.dataSync()).toEqual(depthToSpace(input, 2).dataSync());
});

test('images of a pack become channels of one', () => {
  // Two images of 1 × 2 with one channel each, side by side at every place.
  const pack = stacked(2, { height: 1, width: 2, channels: 1 }).apply(tensor2d([1, 2, 30, 40], [1, 4]), [], inUse);
  expect(pack.shape).toEqual([1, 1, 2, 2]);
  expectNear(pack, [1, 30, 2, 40]);
});

test('maxout takes the larger of two halves', () => {
  expectNear(activations.maxout.apply(tensor2d([1, -5, 3, 2, -6, 0], [1, 6])), [2, -5, 3]);
});

function drawing(step: number): Pass {
  return {
    running: {},
    training: { uniform: (shape, part) => random.uniform(shape, { seed: 7, purpose: 'dropout', step, part }) },
  };
}

function expectNear(found: Tensor, expected: readonly number[]): void {
  const values = Array.from(found.dataSync());
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 3);
  });
}
