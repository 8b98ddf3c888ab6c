import type { Scalar } from '@seesaw/shared/hyperparameter';
import { type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import type { ImageData, TrainingData } from '../data/trainingData.ts';
import { lossNamed } from '../losses/losses.ts';
import { activations } from '../players/activations.ts';
import { upsamplings } from '../players/convNets.ts';
import { initialWeights, type Network } from '../players/network.ts';
import { normKinds } from '../players/norms.ts';
import { inUse } from '../players/pass.ts';
import { labelsOfConfig } from './labelsOfConfig.ts';
import { playersOfConfig } from './playersOfConfig.ts';

const random = await testBackend();

const images: ImageData = {
  ...{ kind: 'images', name: 'squares', width: 12, height: 8, channels: 3, labelCount: 10 },
  train: { count: 0, pixels: new Uint8Array(), labels: new Uint8Array() },
  heldOut: { count: 0, pixels: new Uint8Array(), labels: new Uint8Array() },
};

function players(values: Record<string, Scalar>, data: TrainingData = ring) {
  // Of a recipe for images, whose knobs are those of points and some more.
  const config = testTrial(values, { recipe: 'mnist-bce' });
  const references = { g: () => new Float32Array(), d: () => new Float32Array() };
  const labels = labelsOfConfig(config, data);
  return playersOfConfig({ config, data, loss: lossNamed(String(config.values.loss)), labels, references });
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

test('convolutional players halve and double images as often as they are deep, with twice the channels at half the size', () => {
  const { g, d } = players({ net: 'conv', width_d: 4, width_ratio: 2, depth_d: 1, depth_g: 2, z_dim: 5 }, images);
  const shapes = ({ slices }: Network) =>
    slices.filter(({ name }) => name.endsWith('kernel')).map(({ name, shape }) => [name, ...shape]);
  expect(shapes(d)).toEqual([
    ['conv0.kernel', 4, 4, 3, 4],
    ['dense0.kernel', 4 * 6 * 4, 1],
  ]);
  expect(shapes(g)).toEqual([
    ['dense0.kernel', 5, 2 * 3 * 16],
    ['conv0.kernel', 4, 4, 8, 16],
    ['conv1.kernel', 4, 4, 3, 8],
  ]);
  const z = random.normal([6, 5], { seed: 1, purpose: 'z-for-d', step: 0 }) as Tensor2D;
  const made = g.apply(tensor1d(initialWeights(g, random, 1, 'weights-g')), z, inUse);
  expect(made.shape).toEqual([6, 8 * 12 * 3]);
  expect(Math.max(...made.abs().dataSync())).toBeLessThan(1);
  expect(d.apply(tensor1d(initialWeights(d, random, 1, 'weights-d')), made, inUse).shape).toEqual([6, 1]);
});

test('a dense layer stands behind the convolutions of D and, width_ratio times as wide, before those of G', () => {
  const shapes = ({ slices }: Network) =>
    slices.filter(({ shape }) => shape.length > 1).map(({ name, shape }) => [name, ...shape]);
  const { g, d } = players(
    { net: 'conv', width_d: 4, width_ratio: 0.5, depth_d: 1, depth_g: 1, z_dim: 5, dense_width: 6 },
    images,
  );
  expect(shapes(d)).toEqual([
    ['conv0.kernel', 4, 4, 3, 4],
    ['dense0.kernel', 4 * 6 * 4, 6],
    ['dense1.kernel', 6, 1],
  ]);
  expect(shapes(g)).toEqual([
    ['dense0.kernel', 5, 3],
    ['dense1.kernel', 3, 4 * 6 * 2],
    ['conv0.kernel', 4, 4, 3, 2],
  ]);
});

test.each<Record<string, Scalar>>([
  { upsample: 'pixel-shuffle' },
  { activation_d: 'maxout', activation_g: 'maxout' },
  { norm_d: 'layer', norm_g: 'instance' },
  { pac: 2 },
  { loss: 'began', upsample: 'pixel-shuffle' },
  { dropout_d: 0.5 },
  { dense_width: 6, norm_d: 'instance', norm_g: 'instance', activation_d: 'maxout' },
  { dense_width: 6, loss: 'began', norm_d: 'layer', dropout_d: 0.5 },
])('%o: a convolutional G makes images of the right size, and D gives each its answer', (values) => {
  const { g, d } = players({ net: 'conv', width_d: 4, z_dim: 5, ...values }, images);
  const z = random.normal([6, 5], { seed: 1, purpose: 'z-for-d', step: 0 }) as Tensor2D;
  const made = g.apply(tensor1d(initialWeights(g, random, 1, 'weights-g')), z, inUse);
  expect(made.shape).toEqual([6, 8 * 12 * 3]);
  const answers = d.apply(tensor1d(initialWeights(d, random, 1, 'weights-d')), made, inUse);
  expect(answers.shape).toEqual([6 / Number(values.pac ?? 1), 1]);
});

test('images that cannot be halved so often, and points, are refused where they are met', () => {
  expect(() => players({ net: 'conv', depth_d: 3 }, images)).toThrow(/halves the image 3 times.*12 × 8/);
  expect(() => players({ net: 'conv' })).toThrow(/needs images, but ring has points/);
});

test('an output that loss lsgan squashes lies between 0 and 1; other losses get plain numbers', () => {
  const names = (values: Record<string, Scalar>) => players(values).d.slices.map(({ name }) => name);
  const x = random.normal([50, 2], { seed: 1, purpose: 'z-for-d', step: 0 }).mul(50) as Tensor2D;
  const { d } = players({ loss: 'lsgan', output_d: 'sigmoid' });
  const answers = d.apply(tensor1d(initialWeights(d, random, 1, 'weights-d')), x, inUse).dataSync();
  expect(Math.min(...answers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...answers)).toBeLessThanOrEqual(1);
  expect(names({ loss: 'lsgan', output_d: 'norm-sigmoid' })).toContain('norm-out.gamma');
  expect(names({ loss: 'hinge', output_d: 'norm-sigmoid' })).not.toContain('norm-out.gamma');
});

test.each([
  ['activation_d', Object.keys(activations).filter((name) => name !== 'linear')],
  ['activation_g', Object.keys(activations).filter((name) => name !== 'linear')],
  ['norm_d', normKinds],
  ['norm_g', normKinds],
  ['upsample', upsamplings],
])('the catalog offers every %s there is, and no other', (name, known) => {
  const { hyperparameters } = catalog.recipes.find((recipe) => recipe.name === 'dcgan')!;
  const knob = hyperparameters.find((parameter) => parameter.name === name);
  expect(knob?.kind === 'choice' && [...knob.choices].sort()).toEqual([...known].sort());
});
