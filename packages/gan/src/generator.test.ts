import type { CheckpointManifest } from '@seesaw/shared/checkpointManifest';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { testBackend } from '../testBackend.ts';
import { testTrial } from '../testTrial.ts';
import { catalog } from './catalog/catalog.ts';
import { ring } from './data/ring.ts';
import { sampleShapeOf } from './data/sampleShape.ts';
import type { TrainingData } from './data/trainingData.ts';
import { type Generator, loadGenerator, type Wish } from './generator.ts';
import { counterRandom } from './random/counterRandom.ts';
import type { RandomSource } from './random/randomSource.ts';
import { decodeSafetensors, encodeSafetensors, type PlainTensors } from './state/safetensors.ts';
import { createTraining, type Training } from './training.ts';

const random = await testBackend();
const native = tf.getBackend();
const pictures = {
  count: 20,
  pixels: Uint8Array.from({ length: 20 * 64 }, (_, i) => (i * i * 31) % 256),
  labels: Uint8Array.from({ length: 20 }, (_, i) => i % 10),
};
const images: TrainingData = {
  kind: 'images',
  name: 'mnist-10k',
  ...{ width: 8, height: 8, channels: 1, labelCount: 10, train: pictures, heldOut: pictures },
};

afterEach(() => tf.setBackend(native));

interface Game {
  readonly recipe: string;
  readonly data: TrainingData;
  readonly values: Record<string, Scalar>;
}

/** Every recipe, and what else changes how G is run. */
const games: readonly [string, Game][] = [
  ...catalog.recipes
    .filter(({ sampleKind }) => sampleKind !== 'none')
    .map(({ name, sampleKind }): [string, Game] => [
      name,
      { recipe: name, data: sampleKind === 'points' ? ring : images, values: { width_d: 8, z_dim: 5 } },
    ]),
  ['averaged weights', { recipe: 'ring-mlp', data: ring, values: { ema_decay: 0.5 } }],
  ['a reference batch', { recipe: 'mnist-bce', data: images, values: { norm_g: 'virtual-batch', z_dim: 5 } }],
];

test.each(games)('%s: plain JavaScript makes what TensorFlow makes, to 1e-5', async (_name, game) => {
  const training = trained(game);
  const checkpoint = saved(training, game);
  const wish = { count: 40, seed: 4 };
  const byTensorFlow = await made(checkpoint, wish);
  await tf.setBackend('cpu');
  const byHand = await made(checkpoint, wish);
  expect(byHand.z).toEqual(byTensorFlow.z);
  expect(farthest(byHand.values, byTensorFlow.values)).toBeLessThan(1e-5);
  expect(byHand.values.some((value) => Math.abs(value - byHand.values[0]!) > 1e-3)).toBe(true);
  training.dispose();
});

test.each(games)('%s: given the latent vectors of the kept samples it makes the kept samples', async (_name, game) => {
  const training = trained(game);
  const { tensors } = training.sample();
  const kept = (tensors.points ?? tensors.images)!;
  // The source that training draws from, asked for what it draws for samples.
  const key = { seed: 0x5ee5a3, purpose: 'z-for-sample', step: 0 } as const;
  // Where G is told labels, each has the same ten.
  const repeats = tensors.labels === undefined ? 1 : kept.shape[0]! / 10;
  const drawn = (draw: RandomSource['normal']) => (shape: readonly number[]) =>
    tf.tile(draw([shape[0]! / repeats, shape[1]!], key), [repeats, 1]);
  const asKept: RandomSource = { normal: drawn(random.normal), uniform: drawn(random.uniform) };
  const generator = loadGenerator({ ...saved(training, game), random: asKept });
  const { values } = await generator.generate({ count: kept.shape[0]!, seed: 0 });
  expect(farthest(values, kept.data as Float32Array)).toBeLessThan(1e-6);
  generator.dispose();
  training.dispose();
});

test.each(['cgan', 'acgan', 'projection'])(
  '%s: every row has its label, or all have the one wished for',
  async (recipe) => {
    const game = { recipe, data: images, values: { z_dim: 5 } };
    const training = trained(game);
    const checkpoint = saved(training, game);
    const rows = await made(checkpoint, { count: 100, seed: 4 });
    expect(Array.from(rows.labels!)).toEqual(Array.from({ length: 100 }, (_, i) => Math.floor(i / 10)));
    const sevens = await made(checkpoint, { count: 100, seed: 4, label: 7 });
    const seventh = (values: Float32Array) => values.slice(70 * 64, 80 * 64);
    expect(farthest(seventh(rows.values), seventh(sevens.values))).toBe(0);
    expect(farthest(rows.values, sevens.values)).toBeGreaterThan(1e-3);
    await tf.setBackend('cpu');
    const byHand = await made(checkpoint, { count: 100, seed: 4 });
    expect(farthest(byHand.values, rows.values)).toBeLessThan(1e-5);
    training.dispose();
  },
);

test('a latent vector is a function of seed and place: more samples begin with the same ones', async () => {
  const checkpoint = ringCheckpoint();
  const few = await made(checkpoint, { count: 5, seed: 1 });
  const many = await made(checkpoint, { count: 50, seed: 1 });
  const other = await made(checkpoint, { count: 5, seed: 2 });
  expect(many.z.slice(0, few.z.length)).toEqual(few.z);
  expect(farthest(many.values.slice(0, few.values.length), few.values)).toBeLessThan(1e-6);
  expect(other.z).not.toEqual(few.z);
});

test('samples in parts equal samples at once, and a page may breathe between the parts', async () => {
  let pauses = 0;
  const generator = loadGenerator({ ...ringCheckpoint(), random: counterRandom });
  const wish = { count: 9000, seed: 1 };
  const { values } = await generator.generate(wish, async () => {
    pauses += 1;
  });
  expect(pauses).toBe(2);
  const { values: first } = await generator.generate({ ...wish, count: 4096 });
  expect(farthest(values.slice(0, first.length), first)).toBeLessThan(1e-6);
  generator.dispose();
});

test('interpolated rows go from one latent vector to another in equal steps', async () => {
  const { z } = await made(ringCheckpoint(), { count: 9, seed: 1, interpolate: 'linear' });
  const { z: ends } = await made(ringCheckpoint(), { count: 6, seed: 1 });
  const at = (from: Float32Array, i: number) => [...from.subarray(2 * i, 2 * i + 2)];
  for (const row of [0, 1, 2]) {
    const [a, middle, b] = [0, 1, 2].map((column) => at(z, 3 * row + column));
    expect([a, b]).toEqual([at(ends, 2 * row), at(ends, 2 * row + 1)]);
    for (const i of [0, 1]) expect(middle![i]).toBeCloseTo((a![i]! + b![i]!) / 2, 6);
  }
});

test('a checkpoint of before it said what G makes is the ring or a digit of 28 × 28', () => {
  const { manifest, tensors } = ringCheckpoint();
  const { sample: _sample, ...before } = manifest;
  const generator = loadGenerator({ manifest: before, tensors, random: counterRandom });
  expect(generator.sample).toEqual(manifest.sample);
  generator.dispose();
});

test('a checkpoint without G, or of another G, is refused by the name of the tensor', () => {
  const { manifest, tensors } = ringCheckpoint();
  const { 'g.dense1.kernel': _gone, ...rest } = tensors;
  const load = (changed: PlainTensors) => () => loadGenerator({ manifest, tensors: changed, random: counterRandom });
  expect(load(rest)).toThrow('no tensor g.dense1.kernel');
  expect(load({ ...tensors, 'g.dense1.kernel': tensors['g.dense0.kernel']! })).toThrow(/g\.dense1\.kernel .*shape/);
});

test('loading, generating and disposing leave no tensor behind', async () => {
  const checkpoint = ringCheckpoint();
  const before = tf.memory().numTensors;
  await made(checkpoint, { count: 30, seed: 1, interpolate: 'spherical' });
  expect(tf.memory().numTensors).toBe(before);
});

interface Checkpoint {
  readonly manifest: CheckpointManifest;
  readonly tensors: PlainTensors;
}

function trained({ recipe, data, values }: Game): Training {
  const training = createTraining({ config: testTrial(values, { recipe }), data, random });
  for (let i = 0; i < 3; i++) training.trainStep();
  return training;
}

/** As it comes out of the file. */
function saved(training: Training, { recipe, data, values }: Game): Checkpoint {
  const tensors = decodeSafetensors(encodeSafetensors(training.save()), 'state.safetensors');
  return {
    tensors,
    manifest: {
      ...{ schemaVersion: 1, trialId: 1, attempt: 1, step: training.step, stateSha: '', bytes: 0 },
      config: testTrial(values, { recipe }),
      sample: sampleShapeOf(data),
      execution: { mode: 'eager', device: 'cpu', threads: 1, library: 'test' },
      ...{ codeVersion: 'test', createdAt: '' },
    },
  };
}

function ringCheckpoint(): Checkpoint {
  const game: Game = { recipe: 'ring-mlp', data: ring, values: {} };
  const training = trained(game);
  const checkpoint = saved(training, game);
  training.dispose();
  return checkpoint;
}

async function made(checkpoint: Checkpoint, wish: Wish) {
  const generator: Generator = loadGenerator({ ...checkpoint, random: counterRandom });
  const result = await generator.generate(wish);
  generator.dispose();
  return result;
}

function farthest(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
