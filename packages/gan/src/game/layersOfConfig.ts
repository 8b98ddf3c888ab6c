import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { TrainingData } from '../data/trainingData.ts';
import { type Activation, activations } from '../players/activations.ts';
import type { Body } from '../players/body.ts';
import { convBody, convUpwards, type Upsampling, upsamplings } from '../players/convNets.ts';
import { denseBody } from '../players/denseBody.ts';
import type { Hidden } from '../players/hiddenLayers.ts';
import { activated } from '../players/layers/activated.ts';
import { dense } from '../players/layers/dense.ts';
import type { Layer } from '../players/layers/layer.ts';
import { shaped } from '../players/layers/shaped.ts';
import { normKinds } from '../players/norms.ts';
import type { ImageShape } from '../regularisers/augmentation.ts';
import { addedChoice, addedNumber, numberIn } from './knobs.ts';

type Player = 'd' | 'g';

/** Numbers in one sample. */
export function featuresOf(data: TrainingData): number {
  return data.kind === 'images' ? data.width * data.height * data.channels : 2;
}

/** All layers of G, [batch, from] → [batch, features]; images are in [−1, 1]. */
export function layersOfG(config: TrialConfig, data: TrainingData, from: number): Layer[] {
  const output = data.kind === 'images' ? [activated('tanh')] : [];
  const features = featuresOf(data);
  const hidden = hiddenOf(config, 'g');
  const depth = addedNumber(config, 'depth_g', 2);
  const ofG = (ofD: number) => Math.round(ofD * numberIn(config, 'width_ratio'));
  const width = ofG(numberIn(config, 'width_d'));
  if (isConv(config)) {
    const image = imageOf(data, depth, 'depth_g');
    const upsampling = upsamplingOf(config);
    const denseWidth = ofG(denseWidthOf(config));
    const upwards = convUpwards({ image, width, depth, hidden, denseWidth }, { from, upsampling });
    return [...upwards, ...output, shaped([features])];
  }
  const body = denseBody(from, layers(width, depth), hidden);
  return [...body.layers, dense(body.last, body.features, features, 1), ...output];
}

/** The layers of a classifying D before its last one; `more` numbers may follow each sample. */
export function bodyOfD(config: TrialConfig, data: TrainingData, more = 0): Body {
  const hidden = hiddenOf(config, 'd');
  const depth = addedNumber(config, 'depth_d', 2);
  const width = numberIn(config, 'width_d');
  const pack = addedNumber(config, 'pac', 1);
  if (isConv(config)) {
    const image = imageOf(data, depth, 'depth_d');
    return convBody({ image, width, depth, hidden, denseWidth: denseWidthOf(config), pack, plane: more > 0 });
  }
  return denseBody(featuresOf(data) * pack + more, layers(width, depth), hidden);
}

/** How many numbers of a label follow each sample: a convolutional D gets a plane as large as the image. */
export function labelSizeInD(config: TrialConfig, data: TrainingData, size: number): number {
  return isConv(config) && data.kind === 'images' ? data.width * data.height : size;
}

/** All layers of a D that rebuilds what it sees, half of its depth on each side, as narrow in the middle as z (Berthelot et al. 2017). */
export function rebuildingLayers(config: TrialConfig, data: TrainingData): Layer[] {
  const hidden = hiddenOf(config, 'd');
  const depth = Math.ceil(addedNumber(config, 'depth_d', 2) / 2);
  const width = numberIn(config, 'width_d');
  const zDim = numberIn(config, 'z_dim');
  const seen = featuresOf(data) * addedNumber(config, 'pac', 1);
  if (isConv(config)) {
    const denseWidth = denseWidthOf(config);
    const shape = { image: imageOf(data, depth, 'depth_d'), width, depth, hidden, denseWidth };
    const { layers: inwards, features, last } = convBody({ ...shape, pack: 1 });
    const outwards = convUpwards(shape, {
      from: zDim,
      upsampling: upsamplingOf(config),
      prefix: 'out.',
      firstPart: denseWidth > 0 ? depth + 1 : depth,
    });
    return [...inwards, dense(last, features, zDim, 1), ...outwards, shaped([seen])];
  }
  const half = layers(width, depth);
  const body = denseBody(seen, [...half, zDim, ...half], hidden);
  return [...body.layers, dense(body.last, body.features, seen, 1)];
}

function hiddenOf(config: TrialConfig, player: Player): Hidden {
  const usual = player === 'd' ? 'leaky-relu' : 'relu';
  return {
    activation: addedChoice<Activation>(
      config,
      `activation_${player}`,
      usual,
      Object.keys(activations) as Activation[],
    ),
    norm: addedChoice(config, `norm_${player}`, 'none', normKinds),
    rows: numberIn(config, 'batch_size') / (player === 'd' ? addedNumber(config, 'pac', 1) : 1),
    dropout: player === 'd' ? addedNumber(config, 'dropout_d', 0) : 0,
  };
}

/** Whether its players convolve. */
export function isConv(config: TrialConfig): boolean {
  return addedChoice(config, 'net', 'mlp', ['mlp', 'conv']) === 'conv';
}

function denseWidthOf(config: TrialConfig): number {
  return addedNumber(config, 'dense_width', 0);
}

function upsamplingOf(config: TrialConfig): Upsampling {
  return addedChoice(config, 'upsample', 'transposed', upsamplings);
}

/** @throws SeesawError where a convolutional player cannot halve the data so often */
function imageOf(data: TrainingData, depth: number, knob: string): ImageShape {
  if (data.kind !== 'images') {
    throw new SeesawError('invalid-sweep', `net: conv needs images, but ${data.name} has points. Use net: mlp.`);
  }
  const { name, width, height } = data;
  if (width % 2 ** depth === 0 && height % 2 ** depth === 0) return data;
  throw new SeesawError(
    'invalid-sweep',
    `net: conv halves the image ${depth} times (${knob}), but the images of ${name} are ${width} × ${height}. Use a smaller ${knob}, images whose sides ${2 ** depth} divides, or net: mlp.`,
  );
}

function layers(width: number, depth: number): number[] {
  return new Array<number>(depth).fill(width);
}
