import type { CheckpointManifest, SampleShape } from '@seesaw/shared/checkpointManifest';
import { SeesawError } from '@seesaw/shared/errors';
import { dispose, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { labelRows } from './data/batch.ts';
import { sampleShapeBefore, unseenData } from './data/sampleShape.ts';
import { gameOfConfig } from './game/gameOfConfig.ts';
import { generate } from './game/generate.ts';
import { drawLatent } from './game/latent.ts';
import { type Interpolation, interpolations } from './latent/interpolate.ts';
import type { RandomSource } from './random/randomSource.ts';
import { restoreGenerator } from './state/gameTensors.ts';
import type { PlainTensors } from './state/safetensors.ts';

/** G as a checkpoint holds it, as training shows it: averaged weights where they are kept, running statistics in use. */
export interface Generator {
  readonly step: number;
  readonly sample: SampleShape;
  readonly zDim: number;
  /** Labels that G is told; 0 where it is told none. */
  readonly classes: number;
  /** `pause` is awaited between parts, so that a page stays alive. */
  generate(wish: Wish, pause?: () => Promise<void>): Promise<Generated>;
  dispose(): void;
}

export interface Wish {
  readonly count: number;
  /** Unsigned 32 bit. With it and its place a latent vector is drawn: the first 16 of 64 are those of 16. */
  readonly seed: number;
  /** The label of all; without it each row of the square picture has one, in turn. */
  readonly label?: number;
  /** Each row of the square picture goes from one latent vector to another. */
  readonly interpolate?: Interpolation;
  /** [count, zDim]: these latent vectors instead of drawn ones. */
  readonly z?: Float32Array;
}

/** Row-major. */
export interface Generated {
  readonly sample: SampleShape;
  readonly count: number;
  /** [count, zDim]. */
  readonly z: Float32Array;
  /** [count], where G is told labels. */
  readonly labels?: Int32Array;
  /** [count, 2] or [count, height, width, channels] in [−1, 1]. */
  readonly values: Float32Array;
}

/** How many samples pass through G at once: few enough for a page to stay alive, and for memory. */
const partOf = { points: 4096, images: 16 } as const;

/**
 * Runs wherever tfjs-core has a backend: in Node without TensorFlow's library, in a browser, in training. `random` decides
 * what a seed means: `counterRandom` gives the same latent vectors everywhere, TensorFlow's own operations give others.
 *
 * @throws SeesawError 'checkpoint-corrupt' where a tensor of G is missing or has another shape than the configuration says
 */
export function loadGenerator(checkpoint: {
  manifest: CheckpointManifest;
  tensors: PlainTensors;
  random: RandomSource;
}): Generator {
  const { manifest, tensors, random } = checkpoint;
  const { config, step } = manifest;
  const sample = manifest.sample ?? sampleShapeBefore(config.dataset);
  const game = gameOfConfig(config, unseenData(sample, config.dataset), random);
  const { zDim, classes } = game;
  const state = restoreGenerator(game.g, tensors);
  const features = sample.kind === 'points' ? 2 : sample.width * sample.height * sample.channels;

  return {
    step,
    sample,
    zDim,
    classes,

    async generate(wish, pause) {
      const { count, seed } = wish;
      const z = latentVectors(wish, zDim, (drawn) =>
        tidy(() => drawLatent({ ...game, classes: 0 }, drawn, { seed, purpose: 'z-for-person', step: 0 }).z),
      );
      const labels = classes === 0 ? undefined : labelsOf(wish, classes);
      const values = new Float32Array(count * features);
      const part = partOf[sample.kind];
      for (let from = 0; from < count; from += part) {
        if (from > 0) await pause?.();
        const to = Math.min(count, from + part);
        const made = tidy(() =>
          generate(game, state, {
            z: tensor2d(z.slice(from * zDim, to * zDim), [to - from, zDim]),
            ...(labels !== undefined && { labels: labelRows(labels.subarray(from, to), classes) }),
          }),
        );
        values.set(await made.data(), from * features);
        made.dispose();
      }
      return { sample, count, z, ...(labels !== undefined && { labels }), values };
    },

    dispose() {
      dispose([state.g.weights, ...Object.values(state.g.running)]);
      game.optimizerD.dispose();
      game.optimizerG.dispose();
    },
  };
}

/** Columns of the square picture. */
function columnsOf(count: number): number {
  return Math.ceil(Math.sqrt(count));
}

function latentVectors(wish: Wish, zDim: number, draw: (count: number) => Tensor2D): Float32Array {
  const { count, interpolate } = wish;
  if (wish.z !== undefined) {
    if (wish.z.length === count * zDim) return wish.z;
    throw new SeesawError(
      'invalid-sweep',
      `${count} latent vectors of ${zDim} numbers are ${count * zDim}, not ${wish.z.length}.`,
    );
  }
  if (interpolate === undefined) return numbersOf(draw(count));
  const columns = columnsOf(count);
  const ends = numbersOf(draw(2 * Math.ceil(count / columns)));
  const end = (place: number) => ends.subarray(place * zDim, (place + 1) * zDim);
  const z = new Float32Array(count * zDim);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / columns);
    const share = columns === 1 ? 0 : (i % columns) / (columns - 1);
    z.set(interpolations[interpolate](end(2 * row), end(2 * row + 1), share), i * zDim);
  }
  return z;
}

function labelsOf({ count, label }: Wish, classes: number): Int32Array {
  if (label !== undefined && !(label < classes)) {
    throw new SeesawError('invalid-sweep', `The label is ${label}, but the labels are 0 to ${classes - 1}.`);
  }
  const columns = columnsOf(count);
  return Int32Array.from({ length: count }, (_, i) => label ?? Math.floor(i / columns) % classes);
}

function numbersOf(tensor: Tensor2D): Float32Array {
  const numbers = Float32Array.from(tensor.dataSync());
  tensor.dispose();
  return numbers;
}
