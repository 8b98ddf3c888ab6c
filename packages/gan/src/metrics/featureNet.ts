import { SeesawError } from '@seesaw/shared/errors';
import {
  argMax,
  mean,
  reshape,
  square,
  sub,
  type Tensor,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { type ImageData, type ImageSplit, imagesAsFloats } from '../data/trainingData.ts';
import { mlp } from '../players/mlp.ts';
import { weightCount } from '../players/network.ts';
import { inUse } from '../players/pass.ts';
import type { Sequence } from '../players/sequence.ts';
import type { PlainTensor, PlainTensors } from '../state/safetensors.ts';
import { type FeatureSet, featureSet } from './featureSet.ts';

/** Raise it when anything about the net or its training changes: cached nets of other versions are not used. */
export const featureNetVersion = 1;

const chunk = 500;

/**
 * The net behind image metrics, with what it sees in the held-out split: a classifier where images have labels, else an
 * autoencoder. Keep it for many trials; `dispose` at the end.
 */
export interface FeatureNet {
  /** Images that the net sees in one item: 1, or as many as channels where each is an image of its own. */
  readonly planes: number;
  /** Features per item. */
  readonly featureCount: number;
  /** Of the classifier; 0 of an autoencoder. */
  readonly labelCount: number;
  readonly network: Sequence;
  readonly weights: ReturnType<typeof tensor1d>;
  /** What it sees in the held-out split. */
  readonly heldOut: FeatureSet;
  /** On the held-out images that it is made for: share labelled right, or root mean square error of a rebuilt pixel in [−1, 1]. */
  readonly heldOutFit: number;
  dispose(): void;
}

type Eyes = Pick<FeatureNet, 'network' | 'weights' | 'planes' | 'featureCount' | 'labelCount'>;

/** Activations of this many units in the middle are the features. */
const featureUnits = 64;
/** Where the features stand among what the layers give: after two dense layers with their activations. */
const featuresAt = 3;

/** 784 → 256 → 64 → 10 for MNIST; without labels back to as many pixels (784 → 256 → 64 → 256 → 784), to be rebuilt. */
export function featureNetwork({ width, height, channels, labelCount }: ImageData): Sequence {
  const pixels = width * height * channels;
  const seen = [pixels, 256, featureUnits];
  return labelCount > 0
    ? mlp({ units: [...seen, labelCount], activation: 'relu', output: 'linear' })
    : mlp({ units: [...seen, 256, pixels], activation: 'leaky-relu', output: 'tanh' });
}

/** The images that the net of this data set learns from: those of a channel where each channel is an image of its own. */
export function imagesOfNet(data: ImageData): ImageData {
  return data.stackOf ?? data;
}

/** The net from its saved weights (see `trainFeatureNet`); looks once at the held-out split. */
export function loadFeatureNet(data: ImageData, tensors: PlainTensors): FeatureNet {
  const learned = imagesOfNet(data);
  const network = featureNetwork(learned);
  const weights = tensor1d(flatWeights(network, tensors));
  const planes = data.stackOf === undefined ? 1 : data.channels;
  const ofOne = { network, weights, planes: 1, featureCount: featureUnits, labelCount: learned.labelCount };
  const net = { ...ofOne, planes, featureCount: planes * featureUnits };
  const heldOutFit = fitOf(ofOne, learned.heldOut);
  const heldOut = featureSet(survey(net, data.heldOut), net.featureCount);
  return { ...net, heldOut, heldOutFit, dispose: () => weights.dispose() };
}

/**
 * `images` [n, pixels] in [−1, 1] → `features` [n, featureCount], `output` of the net: logits [n · planes, labelCount] or
 * the rebuilt pixels.
 */
export function lookAt(net: Eyes, images: Tensor2D): { features: Tensor2D; output: Tensor2D } {
  const seen = net.network.run(net.weights, apart(images, net.planes), inUse);
  return {
    features: reshape(seen[featuresAt]!, [images.shape[0], net.featureCount]),
    output: seen.at(-1) as Tensor2D,
  };
}

/** Flat features [count, featureCount] of a split. */
export function survey(net: Eyes, split: ImageSplit): Float32Array {
  const features = new Float32Array(split.count * net.featureCount);
  inChunks(split, (images, offset) => {
    features.set(lookAt(net, images).features.dataSync(), offset * net.featureCount);
  });
  return features;
}

function fitOf(net: Eyes, split: ImageSplit): number {
  let right = 0;
  let squares = 0;
  inChunks(split, (images, offset) => {
    const { output } = lookAt(net, images);
    if (net.labelCount > 0) {
      const labels = argMax(output, 1).dataSync() as Int32Array;
      right += labels.reduce((sum, label, i) => sum + (label === split.labels[offset + i] ? 1 : 0), 0);
    } else {
      squares += (mean(square(sub(output, images))).dataSync()[0] as number) * images.shape[0];
    }
  });
  return net.labelCount > 0 ? right / split.count : Math.sqrt(squares / split.count);
}

/** Calls `use` inside `tidy` with all images, [n, pixels] at a time. */
function inChunks(split: ImageSplit, use: (images: Tensor2D, offset: number) => void): void {
  for (let offset = 0; offset < split.count; offset += chunk) {
    const indices = Uint32Array.from({ length: Math.min(chunk, split.count - offset) }, (_, i) => offset + i);
    tidy(() => use(tensor2d(imagesAsFloats(split, indices), [indices.length, featuresIn(split)]), offset));
  }
}

/** Every channel as an image of its own: [n, pixels · planes] → [n · planes, pixels]. */
function apart(images: Tensor2D, planes: number): Tensor2D {
  if (planes === 1) return images;
  const [count, values] = images.shape;
  const byPixel: Tensor = reshape(images, [count, values / planes, planes]);
  return reshape(transpose(byPixel, [0, 2, 1]), [count * planes, values / planes]) as Tensor2D;
}

function featuresIn({ pixels, count }: ImageSplit): number {
  return pixels.length / count;
}

function flatWeights(network: Sequence, tensors: PlainTensors): Float32Array {
  const flat = new Float32Array(weightCount(network));
  let offset = 0;
  for (const slice of network.slices) {
    const tensor: PlainTensor | undefined = tensors[slice.name];
    if (tensor === undefined || tensor.data.length !== slice.size) {
      throw new SeesawError(
        'checkpoint-corrupt',
        `The saved feature net has no ${slice.name} of ${slice.size} numbers.`,
      );
    }
    flat.set(tensor.data, offset);
    offset += slice.size;
  }
  return flat;
}
