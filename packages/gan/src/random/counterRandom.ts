import { tensor } from '@tensorflow/tfjs-core';
import { CounterStream } from './counterStream.ts';
import type { DrawKey, RandomSource } from './randomSource.ts';

/** The source in plain JavaScript: for the browser and wherever no TensorFlow is; slower than the native one. */
export const counterRandom: RandomSource = {
  normal: (shape, key) => fill(shape, key, (stream) => stream.normal()),
  uniform: (shape, key) => fill(shape, key, (stream) => stream.uniform()),
};

function fill(shape: readonly number[], key: DrawKey, next: (stream: CounterStream) => number) {
  const stream = new CounterStream(key);
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < values.length; i++) values[i] = next(stream);
  return tensor(values, [...shape]);
}
