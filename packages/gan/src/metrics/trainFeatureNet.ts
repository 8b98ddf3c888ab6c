import {
  dispose,
  keep,
  logSoftmax,
  mean,
  mul,
  neg,
  oneHot,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import { batchOrder } from '../data/batchOrder.ts';
import { type ImageData, imagesAsFloats } from '../data/trainingData.ts';
import { type Trained, tensorsOf, untrained } from '../game/playerState.ts';
import { adam } from '../optimizers/adam.ts';
import { numbersOf } from '../optimizers/updateNumbers.ts';
import { initialWeights } from '../players/network.ts';
import { inUse } from '../players/pass.ts';
import { CounterStream } from '../random/counterStream.ts';
import type { RandomSource } from '../random/randomSource.ts';
import type { PlainTensor, PlainTensors } from '../state/safetensors.ts';
import { featureNetwork } from './featureNet.ts';

const seed = 28;
const updates = 1500;
/** An autoencoder costs twice as much an update, and its features settle earlier. */
const updatesWithoutLabels = 500;
const batchSize = 100;
const firstRate = 2e-3;
/** Images are moved by up to this many pixels, so that 8,000 digits are enough. */
const maxShift = 2;

/**
 * Trains the small classifier, or autoencoder, on the training split with a fixed seed: the same data, library and thread
 * count give the same weights, and everybody else gets them from the cache by hash. Adam, rate falling linearly to 0. About
 * 15 s on a core for 28 × 28 pixels, and longer as the images are larger.
 */
export function trainFeatureNet(data: ImageData, random: RandomSource): PlainTensors {
  const network = featureNetwork(data);
  const optimizer = adam(0.9, 0.999);
  const total = data.labelCount > 0 ? updates : updatesWithoutLabels;
  const pixels = data.width * data.height * data.channels;
  const order = batchOrder(data.train.count, batchSize, seed, 'feature-order');
  let net: Trained = untrained(initialWeights(network, random, seed, 'feature-weights'), optimizer);
  for (let update = 0; update < total; update++) {
    const indices = order(update);
    const before = net;
    const rate = firstRate * (1 - update / total);
    tidy(() => {
      const floats = imagesAsFloats(data.train, indices);
      const images = tensor2d(shifted(floats, data, update), [batchSize, pixels]);
      const mistake = data.labelCount > 0 ? againstLabels(data, indices) : againstPixels(images);
      const slope = valueAndGrad((weights: Tensor1D) => mistake(network.apply(weights, images, inUse)))(before.weights);
      net = optimizer.update(
        numbersOf({ rate, updates: before.slots.updates }),
        before.weights,
        slope.grad as Tensor1D,
        before.slots,
      );
      for (const tensor of tensorsOf(net)) keep(tensor);
    });
    dispose(tensorsOf(before));
  }
  const values = net.weights.dataSync() as Float32Array;
  dispose(tensorsOf(net));
  optimizer.dispose();
  let offset = 0;
  const tensors: Record<string, PlainTensor> = {};
  for (const slice of network.slices) {
    tensors[slice.name] = { dtype: 'float32', shape: slice.shape, data: values.slice(offset, offset + slice.size) };
    offset += slice.size;
  }
  return tensors;
}

/** Cross-entropy. */
function againstLabels({ train, labelCount }: ImageData, indices: Uint32Array): (logits: Tensor2D) => Scalar {
  const labels = Array.from(indices, (index) => train.labels[index]!);
  const wanted = oneHot(tensor1d(labels, 'int32'), labelCount);
  return (logits) => neg(mean(sum(mul(wanted, logSoftmax(logits)), 1))) as Scalar;
}

/** Mean square error. */
function againstPixels(images: Tensor2D): (rebuilt: Tensor2D) => Scalar {
  return (rebuilt) => mean(square(sub(rebuilt, images))) as Scalar;
}

/** Each image moved by its own whole number of pixels in x and y; uncovered pixels are black (−1). */
function shifted(images: Float32Array, { width, height, channels }: ImageData, update: number): Float32Array {
  const stream = new CounterStream({ seed, purpose: 'feature-shift', step: update });
  const moved = new Float32Array(images.length).fill(-1);
  const area = width * height * channels;
  for (let start = 0; start < images.length; start += area) {
    const dx = stream.below(2 * maxShift + 1) - maxShift;
    const dy = stream.below(2 * maxShift + 1) - maxShift;
    for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
      const [left, right] = [Math.max(0, dx), Math.min(width, width + dx)];
      const from = start + ((y - dy) * width + left - dx) * channels;
      moved.set(images.subarray(from, from + (right - left) * channels), start + (y * width + left) * channels);
    }
  }
  return moved;
}
