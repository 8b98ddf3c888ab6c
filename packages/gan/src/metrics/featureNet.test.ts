import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { testTrial } from '../../testTrial.ts';
import { imageMetrics } from '../catalog/metrics.ts';
import { padded } from '../data/padded.ts';
import type { ImageData, ImageSplit } from '../data/trainingData.ts';
import { CounterStream } from '../random/counterStream.ts';
import type { PlainTensors } from '../state/safetensors.ts';
import { createTraining } from '../training.ts';
import { featureNetwork, imagesOfNet, loadFeatureNet, lookAt } from './featureNet.ts';

const random = await testBackend();

test('stacked images are seen channel by channel, with the net of what they are stacked of', () => {
  const digits = bars(2);
  const stacked: ImageData = {
    ...digits,
    name: 'stack',
    channels: 3,
    labelCount: 0,
    stackOf: digits,
    ...inThree(digits),
  };
  expect(imagesOfNet(stacked)).toBe(digits);
  const tensors = anyWeights(digits);
  const one = loadFeatureNet(digits, tensors);
  const three = loadFeatureNet(stacked, tensors);
  expect(three).toMatchObject({ planes: 3, featureCount: 192, labelCount: 2, heldOutFit: one.heldOutFit });
  // Three channels of 2 × 2 pixels, each of one brightness.
  const levels = [-1, 0.5, 1];
  const item = tensor2d(Array.from({ length: 16 }, () => levels).flat(), [1, 48]);
  const together = lookAt(three, item);
  const apart = lookAt(
    one,
    tensor2d(
      levels.map((level) => new Array<number>(16).fill(level)),
      [3, 16],
    ),
  );
  expect(together.features.dataSync()).toEqual(apart.features.dataSync());
  expect(together.output.dataSync()).toEqual(apart.output.dataSync());
  one.dispose();
  three.dispose();
});

test('an evaluation reports what the catalog lists for its data: no number that needs labels, and the modes of stacked images', () => {
  const plain = bars(0);
  expect(Object.keys(evaluate(plain, anyWeights(plain))).sort()).toEqual(reportedOn('polygons'));
  const digits = bars(2);
  const stacked: ImageData = { ...plain, channels: 3, stackOf: digits, ...inThree(digits) };
  const values = evaluate(stacked, anyWeights(digits));
  expect(values['eval/modes']).toBeGreaterThanOrEqual(1);
  expect(values['eval/modes']).toBeLessThanOrEqual(8);
  expect(values['eval/reverse_kl']).toBeGreaterThanOrEqual(0);
  expect(Object.keys(values).sort()).toEqual(reportedOn('stacked-mnist'));
});

test('padded images have a net of their own size', () => {
  expect(featureNetwork(padded(bars(2), 6)).slices[0]!.shape).toEqual([36, 256]);
});

/** eval/* of images, sorted. */
function reportedOn(dataset: string): string[] {
  const listed = imageMetrics.filter(({ datasets }) => datasets?.includes(dataset) ?? true);
  return listed.map(({ name }) => name).sort();
}

function anyWeights(data: ImageData): PlainTensors {
  return Object.fromEntries(
    featureNetwork(data).slices.map(({ name, shape, size }, step) => {
      const stream = new CounterStream({ seed: 1, purpose: 'feature-weights', step });
      return [name, { dtype: 'float32', shape, data: Float32Array.from({ length: size }, () => stream.normal()) }];
    }),
  );
}

function evaluate(data: ImageData, tensors: PlainTensors): Record<string, number> {
  const features = loadFeatureNet(data, tensors);
  const config = testTrial({ batch_size: 8, eval_samples: 256 }, { recipe: 'mnist-bce' });
  const training = createTraining({ config, data, random, features });
  const values = training.evaluate();
  training.dispose();
  features.dispose();
  return values;
}

/** 4 × 4 pixels, white above or below. */
function bars(labelCount: number): ImageData {
  const split = (count: number): ImageSplit => ({
    count,
    pixels: Uint8Array.from({ length: 16 * count }, (_, i) => (((i >> 3) & 1) === ((i >> 4) & 1) ? 255 : 0)),
    labels: labelCount === 0 ? new Uint8Array() : Uint8Array.from({ length: count }, (_, i) => i & 1),
  });
  return {
    kind: 'images',
    name: 'bars',
    width: 4,
    height: 4,
    channels: 1,
    labelCount,
    train: split(20),
    heldOut: split(10),
  };
}

function inThree({ train, heldOut }: ImageData): Pick<ImageData, 'train' | 'heldOut'> {
  const threefold = ({ count, pixels }: ImageSplit): ImageSplit => ({
    count,
    pixels: Uint8Array.from({ length: 3 * pixels.length }, (_, i) => pixels[Math.floor(i / 3)]!),
    labels: new Uint8Array(),
  });
  return { train: threefold(train), heldOut: threefold(heldOut) };
}
