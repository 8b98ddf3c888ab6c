import { div, reshape, type Scalar, slice, sub, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { bytesAsFloats } from '../native/bytesAsFloats.ts';
import type { ImageSplit } from './trainingData.ts';

/**
 * Selected images as they go to the device, a quarter of what they are as floats: their bytes, four to a number, each image in
 * numbers of its own, int32 [indices.length, ⌈features / 4⌉].
 * @param memory of as many numbers, where they are written; fresh where absent
 */
export function bytesOfImages(
  { pixels, count }: ImageSplit,
  indices: Uint32Array,
  memory: (numbers: number) => Int32Array = (numbers) => new Int32Array(numbers),
): Tensor2D {
  const features = pixels.length / count;
  const numbersOfOne = Math.ceil(features / 4);
  const numbers = memory(indices.length * numbersOfOne);
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  indices.forEach((index, place) => {
    bytes.set(pixels.subarray(index * features, (index + 1) * features), place * numbersOfOne * 4);
  });
  return tensor2d(numbers, [indices.length, numbersOfOne], 'int32');
}

/** Half of what white is. */
export const halfWhite = 127.5;

/**
 * The same images as floats in [−1, 1], [images, features]: the bits of `imagesAsFloats`.
 * @param half `halfWhite`, as a number that the program is fed: instead of dividing by a constant TensorFlow and XLA multiply by
 * what is nearly its reciprocal, which makes another float of every second byte
 */
export function floatsOfBytes(images: Tensor2D, features: number, half: Scalar): Tensor2D {
  const [count, numbersOfOne] = images.shape;
  const bytes = reshape(bytesAsFloats(images), [count, numbersOfOne * 4]);
  const own = features === numbersOfOne * 4 ? bytes : slice(bytes, [0, 0], [count, features]);
  // In this order every byte becomes the float that is nearest to byte / 127.5 − 1.
  return div(sub(own, half), half) as Tensor2D;
}
