import { compileProgram } from '@seesaw/compile/compileProgram';
import {
  dispose,
  memory,
  type NamedTensorMap,
  type Scalar,
  scalar,
  stack,
  type Tensor,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { bytesOfImages, floatsOfBytes, halfWhite } from './imageBytes.ts';
import { imagesAsFloats } from './trainingData.ts';

await testBackend();

/** Every byte, and images that begin anywhere in a number of four. */
function imagesOf(features: number) {
  const count = Math.ceil(256 / features) + 2;
  const pixels = Uint8Array.from({ length: count * features }, (_, place) => (place * 89) % 256);
  return { count, pixels, labels: new Uint8Array() };
}

const floats = ({ images, half }: NamedTensorMap, features: number) => ({
  floats: floatsOfBytes(images as Tensor2D, features, half as Scalar),
});

test.each([1, 3, 4, 9, 784])(
  'images of %d numbers come to the device as bytes and are the same floats there',
  (features) => {
    const split = imagesOf(features);
    const indices = Uint32Array.from({ length: split.count + 1 }, (_, place) => (place * 3) % split.count);
    const before = memory().numTensors;
    const found = tidy(() =>
      floats({ images: bytesOfImages(split, indices), half: scalar(halfWhite) }, features).floats.arraySync(),
    );
    expect(memory().numTensors).toBe(before);
    expect(found.flat()).toEqual(Array.from(imagesAsFloats(split, indices)));
    expect(found).toHaveLength(indices.length);
  },
);

test('images are written over what was in the memory before', () => {
  const split = imagesOf(9);
  const kept = new Int32Array(20);
  const bytes = (...indices: number[]) =>
    tidy(() =>
      Array.from(bytesOfImages(split, Uint32Array.from(indices), (size) => kept.subarray(0, size)).dataSync()),
    );
  const first = bytes(1, 2, 3, 4);
  expect(bytes(5, 6)).not.toEqual(first.slice(0, 6));
  expect(bytes(1, 2, 3, 4)).toEqual(first);
  expect(kept.subarray(12)).toEqual(new Int32Array(8));
});

test.each(['graph', 'xla'] as const)(
  'no byte becomes another float in a program (%s), also in one of several lanes',
  (mode) => {
    const split = imagesOf(9);
    const indices = Uint32Array.from({ length: split.count }, (_, place) => place);
    const [images, half] = [bytesOfImages(split, indices), scalar(halfWhite)];
    const expected = Array.from(imagesAsFloats(split, indices));
    const run = (given: NamedTensorMap) => floats(given, 9);
    const alone = compileProgram({ floats: { run, inputs: { images, half } } }, { variables: [], mode });
    const given = alone.call('floats', { images, half }).floats!;
    expect(Array.from(given.dataSync())).toEqual(expected);
    const active = scalar(true, 'bool');
    const inLanes = compileProgram(
      { floats: { run, inputs: { images, half, active } } },
      { variables: [], mode, lanes: { count: 2, active: 'active' } },
    );
    const of = (one: Tensor) => stack([one, one]);
    const fed = tidy(() => ({ images: of(images), half: of(half), active: of(active) }));
    const ofBoth = inLanes.call('floats', fed).floats!;
    expect(Array.from(ofBoth.dataSync())).toEqual([...expected, ...expected]);
    dispose([images, half, given, active, ...Object.values(fed), ofBoth]);
    alone.dispose();
    inLanes.dispose();
  },
);
