import {
  gather,
  grad,
  mul,
  reshape,
  type Scalar,
  scalar,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tile,
} from '@tensorflow/tfjs-core';
import { labelRows } from '../data/batch.ts';
import { evenPlaces } from '../data/evenPlaces.ts';
import { heldOutBatch } from '../data/heldOut.ts';
import { type ImageData, imagesAsFloats, type PointData, type TrainingData } from '../data/trainingData.ts';
import { toPixels } from '../pictures/tileImages.ts';
import type { PlainTensor, PlainTensors } from '../state/safetensors.ts';
import type { Game } from './game.ts';
import { generate } from './generate.ts';
import { judge, outputOfD } from './judge.ts';
import { drawLatent, type Latent, latentNamed, namedLatent } from './latent.ts';
import { batchesNamed, namedBatches } from './namedBatches.ts';
import { usingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import { readEach } from './readValues.ts';
import type { Look, Watcher } from './watcher.ts';

/** z of samples is a function of this constant alone: the same at all steps and in all trials with the same z size. */
const sampleSeed = 0x5ee5a3;

const pointCount = 2000;
const surfaceSide = 64;
const tileCount = 64;
/** Where labels are told: the first ten of them, a row of ten tiles each. */
const tilesPerLabel = 10;
const mostLabels = 10;
/** Where no labels are told; else one for each label. */
const feedbackCount = 16;
const mostReal = 64;

/** A look at the generator, as views need it later. */
export type SampleSet =
  | {
      readonly kind: 'images';
      readonly width: number;
      readonly height: number;
      readonly channels: number;
      readonly count: number;
      /** count tiles of height × width × channels, one after the other, 0–255. */
      readonly pixels: Uint8Array;
      /** Tiles in a row; a square sheet where absent. */
      readonly columns?: number;
      /** Where G is told labels: how many of them are shown, 0, 1, … from above, a row each. */
      readonly labels?: number;
      /**
       * `images` [64, h, w, c] in [−1, 1]; `feedback` [16, h, w, c] = ∂L_G/∂G(z) of the first 16: G moves against its sign.
       * Where G is told labels: [10 for each label, h, w, c] with the same ten z for every label, `labels` [images], and
       * `feedback` [labels, h, w, c] of the first image of each row: the same z, asked for each label.
       * Where wanted: `real` [64 at most, h, w, c], held-out images, evenly from all of them.
       */
      readonly tensors: PlainTensors;
    }
  | {
      readonly kind: 'points';
      /** `points` [2000, 2]; `surface` [64, 64] = D's output, row = y from low to high; `bounds` [4] = x min, x max, y min, y max; `centres` [n, 2] = the modes of the data. */
      readonly tensors: PlainTensors;
    };

/** Waits for the device; changes nothing. `withReal`: held-out images beside those of G. */
export function drawSamples(
  { game, watcher, data }: { readonly game: Game; readonly watcher: Watcher; readonly data: TrainingData },
  state: GameState,
  { withReal = false }: { withReal?: boolean } = {},
): SampleSet {
  return data.kind === 'points' ? points(game, watcher, state, data) : images(game, watcher, state, data, withReal);
}

function points(game: Game, watcher: Watcher, state: GameState, { bound, centres }: PointData): SampleSet {
  const [generated, surface] = readEach(() => {
    const seen = watcher.take(pointsAndSurface, state, 0, {
      ...namedLatent('shown', latentOf(game, pointCount)),
      bound: scalar(bound),
    });
    return [seen.points!, seen.surface!];
  }) as [Float32Array, Float32Array];
  return {
    kind: 'points',
    tensors: {
      bounds: { dtype: 'float32', shape: [4], data: Float32Array.of(-bound, bound, -bound, bound) },
      centres: { dtype: 'float32', shape: [centres.length, 2], data: Float32Array.from(centres.flat()) },
      points: { dtype: 'float32', shape: [pointCount, 2], data: generated },
      surface: { dtype: 'float32', shape: [surfaceSide, surfaceSide], data: surface },
    },
  };
}

const pointsAndSurface: Look = {
  name: 'samplePoints',
  run: (game, state, _, given) => ({
    points: generate(game, state, latentNamed(given, 'shown')),
    surface: judge(game, state, { samples: alone(game, mul(unitPlane(), given.bound!) as Tensor2D) }),
  }),
};

/** [surfaceSide², 2]: x and y from −1 to 1, row by row from below. */
function unitPlane(): Tensor2D {
  const numbers = new Float32Array(2 * surfaceSide ** 2);
  for (let cell = 0; cell < surfaceSide ** 2; cell++) {
    numbers[2 * cell] = (2 * (cell % surfaceSide)) / (surfaceSide - 1) - 1;
    numbers[2 * cell + 1] = (2 * Math.floor(cell / surfaceSide)) / (surfaceSide - 1) - 1;
  }
  return tensor2d(numbers, [surfaceSide ** 2, 2]);
}

function images(game: Game, watcher: Watcher, state: GameState, data: ImageData, withReal: boolean): SampleSet {
  const { width, height, channels } = data;
  const rows = labelRowsOf(game);
  const count = rows === 0 ? tileCount : rows * tilesPerLabel;
  const judged = rows === 0 ? feedbackCount : rows;
  const [generated, feedback] = readEach(() => {
    const latent = rows === 0 ? latentOf(game, tileCount) : rowsOfLabels(game, rows);
    const real = game.loss.seesReal ? [heldOutBatch(data, judged, game.classes, game.random)] : [];
    const seen = watcher.take(imagesAndFeedback, state, 0, {
      ...namedLatent('shown', latent),
      ...namedBatches({ real }),
    });
    return [seen.images!, seen.feedback!];
  }) as [Float32Array, Float32Array];
  return {
    kind: 'images',
    width,
    height,
    channels,
    count,
    ...(rows > 0 && { columns: tilesPerLabel, labels: rows }),
    pixels: toPixels(generated),
    tensors: {
      feedback: { dtype: 'float32', shape: [judged, height, width, channels], data: feedback },
      images: { dtype: 'float32', shape: [count, height, width, channels], data: generated },
      ...(rows > 0 && { labels: { dtype: 'int32', shape: [count], data: Int32Array.from(labelsOfRows(rows)) } }),
      ...(withReal && { real: realImages(data) }),
    },
  };
}

const imagesAndFeedback: Look = {
  name: 'sampleImages',
  run(game, state, _, given) {
    const latent = latentNamed(given, 'shown');
    const made = generate(game, state, latent);
    const rows = labelRowsOf(game);
    const judged = rows === 0 ? feedbackCount : rows;
    const firstOfEach = (tensor: Tensor2D) => chosen(tensor, judged, (i) => (rows === 0 ? i : i * tilesPerLabel));
    const told = latent.labels && firstOfEach(latent.labels);
    const outputs = (samples: Tensor2D, labels: Tensor2D | undefined) =>
      outputOfD(game, state, state.d.weights, alone(game, samples), usingPass(state.d, labels));
    const [real] = batchesNamed(given, 'real');
    // One for each generated one, also of a set that holds out fewer.
    const inTurn = (tensor: Tensor2D) => chosen(tensor, judged, (i) => i % tensor.shape[0]);
    const onReal = real && outputs(inTurn(real.samples), real.labels && inTurn(real.labels));
    // L_G is a mean over the batch; × batch gives each sample its own gradient.
    const feedback = grad((x) => mul(game.loss.g(outputs(x as Tensor2D, told), onReal), judged) as Scalar);
    return { images: made, feedback: feedback(firstOfEach(made)) };
  },
};

function chosen(tensor: Tensor2D, count: number, place: (index: number) => number): Tensor2D {
  return gather(
    tensor,
    tensor1d(
      Int32Array.from({ length: count }, (_, index) => place(index)),
      'int32',
    ),
  );
}

/** How many labels are shown, a row each. */
function labelRowsOf({ classes }: Game): number {
  return Math.min(classes, mostLabels);
}

function realImages({ heldOut, width, height, channels }: ImageData): PlainTensor {
  const count = Math.min(mostReal, heldOut.count);
  const floats = imagesAsFloats(heldOut, Uint32Array.from(evenPlaces(count, heldOut.count)));
  return { dtype: 'float32', shape: [count, height, width, channels], data: floats };
}

function latentOf(game: Game, count: number): Latent {
  return drawLatent(game, count, { seed: sampleSeed, purpose: 'z-for-sample', step: 0 });
}

/** The same z below each other: what differs within a column is the label alone. */
function rowsOfLabels(game: Game, labels: number): Latent {
  const { z } = latentOf(game, tilesPerLabel);
  return { z: tile(z, [labels, 1]), labels: labelRows(labelsOfRows(labels), game.classes) };
}

function labelsOfRows(labels: number): number[] {
  return Array.from({ length: labels * tilesPerLabel }, (_, index) => Math.floor(index / tilesPerLabel));
}

/** Each sample [n, features] as it looks to a D that judges packs: beside copies of itself, [n · pack, features]. */
function alone({ pack }: Game, samples: Tensor2D): Tensor2D {
  if (pack === 1) return samples;
  const [count, features] = samples.shape;
  return reshape(tile(samples, [1, pack]), [count * pack, features]) as Tensor2D;
}
