import { memory } from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { catalog } from '../catalog/catalog.ts';
import { ring } from '../data/ring.ts';
import type { ImageData } from '../data/trainingData.ts';
import { CounterStream } from '../random/counterStream.ts';
import { encodeSafetensors, type PlainTensors } from '../state/safetensors.ts';
import { createTraining, type Training } from '../training.ts';
import { featureNetwork, loadFeatureNet } from './featureNet.ts';
import { realFloor } from './realFloor.ts';

const random = await testBackend();
const digits = smudges(80, 40);
const features = loadFeatureNet(digits, anyWeights(digits));
afterAll(() => features.dispose());

test('evaluating between steps leaves the same checkpoint as never evaluating, and says the same twice', () => {
  const [quiet, watched] = [start('mnist-bce'), start('mnist-bce')];
  for (let i = 0; i < 3; i++) {
    quiet.trainStep();
    watched.trainStep();
    if (i % 2 === 0) watched.evaluate();
  }
  expect(encodeSafetensors(watched.save())).toEqual(encodeSafetensors(quiet.save()));
  const said = watched.evaluate();
  expect(said).toEqual(quiet.evaluate());
  expect(said).toEqual(watched.evaluate());
});

test.each(['ring-mlp', 'mnist-bce', 'cgan'])(
  '%s reports the eval metrics of its catalog entry, all and no others',
  (recipe) => {
    const listed = catalog.recipes
      .find(({ name }) => name === recipe)!
      .metrics.filter(({ datasets }) => datasets?.includes('mnist-10k') ?? true)
      .map(({ name }) => name);
    // A reverse KL needs a sample of high quality.
    const evaluated = listed.filter((name) => name.startsWith('eval/') && name !== 'eval/reverse_kl');
    const wanted = evaluated.filter((name) => name !== 'eval/label_accuracy' || recipe === 'cgan');
    const training = start(recipe);
    const reported = Object.keys({ ...training.evaluate(), ...training.diagnose() });
    expect(reported.filter((name) => name.startsWith('eval/')).sort()).toEqual(wanted.sort());
  },
);

test('weights that are no numbers give no number in any metric', () => {
  const training = start('mnist-bce');
  const broken: PlainTensors = Object.fromEntries(
    Object.entries(training.save()).map(([name, tensor]) => [
      name,
      /^g\.(average\.)?dense0\.bias$/.test(name)
        ? { ...tensor, data: new Float32Array(tensor.data.length).fill(Number.NaN) }
        : tensor,
    ]),
  );
  training.restore(broken);
  const values = training.evaluate();
  expect(Object.keys(values).length).toBeGreaterThan(8);
  for (const [name, value] of Object.entries(values)) expect(value, name).toBeNaN();
});

test('an evaluation keeps no tensor', () => {
  const training = start('mnist-bce');
  training.evaluate();
  const before = memory().numTensors;
  training.evaluate();
  expect(memory().numTensors).toBe(before);
});

test('what real data score against real data is better than what an untrained generator does', () => {
  const floor = realFloor(features, digits);
  const untrained = start('mnist-bce').evaluate();
  expect(floor.frechet).toBeLessThan(untrained['eval/frechet']!);
  expect(floor.kid).toBeLessThan(untrained['eval/kid']!);
  expect(floor.swd).toBeLessThan(untrained['eval/swd']!);
  expect(floor.coverage).toBeGreaterThan(untrained['eval/coverage']!);
});

function start(recipe: string): Training {
  const config = testTrial({}, { recipe });
  return createTraining({ config, data: recipe === 'ring-mlp' ? ring : digits, random, features });
}

/** Blurred strokes in ten places: enough for the shape of an evaluation, with nothing to read from disk. */
function smudges(train: number, heldOut: number): ImageData {
  const split = (count: number, step: number) => {
    const stream = new CounterStream({ seed: 5, purpose: 'ring-noise', step });
    const pixels = new Uint8Array(count * 28 * 28).map((_, i) => {
      const [image, x, y] = [Math.floor(i / 784), i % 28, Math.floor(i / 28) % 28];
      const near = Math.exp(-(((x - 4 - 2 * (image % 10)) / 3) ** 2) - ((y - 14) / 8) ** 2);
      return Math.min(255, Math.max(0, 255 * near + 20 * stream.normal()));
    });
    return { count, pixels, labels: Uint8Array.from({ length: count }, (_, i) => i % 10) };
  };
  const [name, kind] = ['smudges', 'images'] as const;
  return {
    kind,
    name,
    width: 28,
    height: 28,
    channels: 1,
    labelCount: 10,
    train: split(train, 0),
    heldOut: split(heldOut, 1),
  };
}

/** Features need no training to be compared. */
function anyWeights(data: ImageData): PlainTensors {
  const stream = new CounterStream({ seed: 6, purpose: 'ring-noise', step: 0 });
  return Object.fromEntries(
    featureNetwork(data).slices.map(({ name, shape, size }) => {
      const scale = Math.sqrt(2 / shape[0]!);
      return [
        name,
        { dtype: 'float32', shape, data: Float32Array.from({ length: size }, () => scale * stream.normal()) },
      ];
    }),
  );
}
