import { SeesawError } from '@seesaw/shared/errors';
import { argMax, softmax, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { type ImageData, type ImageSplit, imagesAsFloats } from '../data/trainingData.ts';
import { mlp } from '../players/mlp.ts';
import { weightCount } from '../players/network.ts';
import { inUse } from '../players/pass.ts';
import type { Sequence } from '../players/sequence.ts';
import type { PlainTensor, PlainTensors } from '../state/safetensors.ts';
import { type FeatureSet, featureSet } from './featureSet.ts';

/** Raise it when anything about the classifier or its training changes: cached nets of other versions are not used. */
export const featureNetVersion = 1;

const chunk = 500;

/** The classifier behind image metrics, with what it sees in the held-out split. Keep it for many trials; `dispose` at the end. */
export interface FeatureNet {
  /** Penultimate features per image. */
  readonly featureCount: number;
  readonly labelCount: number;
  readonly network: Sequence;
  readonly weights: ReturnType<typeof tensor1d>;
  /** What it sees in the held-out split. */
  readonly heldOut: FeatureSet;
  /** Share of held-out images that it labels right. */
  readonly accuracy: number;
  dispose(): void;
}

/** 784 → 256 → 64 → 10 for MNIST; the 64 activations before the last layer are the features. */
export function featureNetwork(data: ImageData): Sequence {
  return mlp({ units: featureUnits(data), activation: 'relu', output: 'linear' });
}

/** The net from its saved weights (see `trainFeatureNet`); looks once at the held-out split. */
export function loadFeatureNet(data: ImageData, tensors: PlainTensors): FeatureNet {
  const network = featureNetwork(data);
  const weights = tensor1d(flatWeights(network, tensors));
  const units = featureUnits(data);
  const net = { featureCount: units.at(-2)!, labelCount: units.at(-1)!, network, weights };
  const { features, accuracy } = survey(net, data.heldOut);
  return { ...net, heldOut: featureSet(features, net.featureCount), accuracy, dispose: () => weights.dispose() };
}

/** `images` [n, pixels] in [−1, 1] → `features` [n, featureCount], `probabilities` [n, labelCount]. */
export function lookAt(
  net: Pick<FeatureNet, 'network' | 'weights'>,
  images: Tensor2D,
): { features: Tensor2D; probabilities: Tensor2D } {
  const [features, output] = net.network.run(net.weights, images, inUse).slice(-2) as [Tensor2D, Tensor2D];
  return { features, probabilities: softmax(output) };
}

/** What the net sees in a split: flat features [count, featureCount] and how many labels it gets right. */
export function survey(
  net: Pick<FeatureNet, 'network' | 'weights' | 'featureCount' | 'labelCount'>,
  split: ImageSplit,
): { features: Float32Array; accuracy: number } {
  const features = new Float32Array(split.count * net.featureCount);
  let right = 0;
  for (let offset = 0; offset < split.count; offset += chunk) {
    const indices = Uint32Array.from({ length: Math.min(chunk, split.count - offset) }, (_, i) => offset + i);
    tidy(() => {
      const images = tensor2d(imagesAsFloats(split, indices), [indices.length, featuresIn(split)]);
      const seen = lookAt(net, images);
      features.set(seen.features.dataSync(), offset * net.featureCount);
      const labels = argMax(seen.probabilities, 1).dataSync() as Int32Array;
      right += labels.reduce((sum, label, i) => sum + (label === split.labels[offset + i] ? 1 : 0), 0);
    });
  }
  return { features, accuracy: right / split.count };
}

/** Layer by layer: pixels first, features before the last, labels last. */
export function featureUnits({ width, height, channels }: ImageData): number[] {
  return [width * height * channels, 256, 64, 10];
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
