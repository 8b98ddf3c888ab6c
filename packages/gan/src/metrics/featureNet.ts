import { SeesawError } from '@seesaw/shared/errors';
import { argMax, softmax, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { type ImageData, type ImageSplit, imagesAsFloats } from '../data/trainingData.ts';
import { type Mlp, runMlp, weightSlices } from '../players/mlp.ts';
import type { PlainTensor, PlainTensors } from '../state/safetensors.ts';
import { type Gaussian, gaussianOf } from './frechet.ts';

/** Raise it when anything about the classifier or its training changes: cached nets of other versions are not used. */
export const featureNetVersion = 1;

const chunk = 500;

/** The classifier behind image metrics, with what it sees in the held-out split. Keep it for many trials; `dispose` at the end. */
export interface FeatureNet {
  /** Penultimate features per image. */
  readonly featureCount: number;
  readonly labelCount: number;
  readonly mlp: Mlp;
  readonly weights: ReturnType<typeof tensor1d>;
  /** Features of the whole held-out split. */
  readonly heldOut: Gaussian;
  /** Share of held-out images that it labels right. */
  readonly accuracy: number;
  dispose(): void;
}

/** 784 → 256 → 64 → 10 for MNIST; the 64 activations before the last layer are the features. */
export function featureMlp(data: ImageData): Mlp {
  return { units: [data.width * data.height * data.channels, 256, 64, 10], slope: 0, output: 'linear' };
}

/** The net from its saved weights (see `trainFeatureNet`); looks once at the held-out split. */
export function loadFeatureNet(data: ImageData, tensors: PlainTensors): FeatureNet {
  const mlp = featureMlp(data);
  const weights = tensor1d(flatWeights(mlp, tensors));
  const net = { featureCount: mlp.units.at(-2)!, labelCount: mlp.units.at(-1)!, mlp, weights };
  const { features, accuracy } = survey(net, data.heldOut);
  return { ...net, heldOut: gaussianOf(features, net.featureCount), accuracy, dispose: () => weights.dispose() };
}

/** `images` [n, pixels] in [−1, 1] → `features` [n, featureCount], `probabilities` [n, labelCount]. */
export function lookAt(
  net: Pick<FeatureNet, 'mlp' | 'weights'>,
  images: Tensor2D,
): { features: Tensor2D; probabilities: Tensor2D } {
  const { features, output } = runMlp(net.mlp, net.weights, images);
  return { features, probabilities: softmax(output) };
}

/** What the net sees in a split: flat features [count, featureCount] and how many labels it gets right. */
export function survey(
  net: Pick<FeatureNet, 'mlp' | 'weights' | 'featureCount' | 'labelCount'>,
  split: ImageSplit,
): { features: Float32Array; accuracy: number } {
  const features = new Float32Array(split.count * net.featureCount);
  let right = 0;
  for (let offset = 0; offset < split.count; offset += chunk) {
    const indices = Uint32Array.from({ length: Math.min(chunk, split.count - offset) }, (_, i) => offset + i);
    tidy(() => {
      const images = tensor2d(imagesAsFloats(split, indices), [indices.length, net.mlp.units[0]!]);
      const seen = lookAt(net, images);
      features.set(seen.features.dataSync(), offset * net.featureCount);
      const labels = argMax(seen.probabilities, 1).dataSync() as Int32Array;
      right += labels.reduce((sum, label, i) => sum + (label === split.labels[offset + i] ? 1 : 0), 0);
    });
  }
  return { features, accuracy: right / split.count };
}

function flatWeights(mlp: Mlp, tensors: PlainTensors): Float32Array {
  const slices = weightSlices(mlp);
  const flat = new Float32Array(slices.reduce((sum, slice) => sum + slice.size, 0));
  let offset = 0;
  for (const slice of slices) {
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
