import type { ImageShape } from '../regularisers/augmentation.ts';
import type { Body } from './body.ts';
import { afterHidden, beforeActivation, type Hidden, type Place } from './hiddenLayers.ts';
import { conv } from './layers/conv.ts';
import { convTransposed } from './layers/convTransposed.ts';
import { dense } from './layers/dense.ts';
import type { Layer } from './layers/layer.ts';
import { pixelShuffle } from './layers/pixelShuffle.ts';
import { shaped } from './layers/shaped.ts';
import { stacked } from './layers/stacked.ts';
import { withPlane } from './layers/withPlane.ts';

export const upsamplings = ['transposed', 'pixel-shuffle'] as const;

/** How a feature map is doubled: by a strided convolution run backwards, or by a plain one that gives four pixels at each place. */
export type Upsampling = (typeof upsamplings)[number];

/** A convolutional player after DCGAN (Radford et al. 2016, section 3): each of `depth` layers halves or doubles the image. */
export interface ConvShape {
  /** 2^depth divides both sides. */
  readonly image: ImageShape;
  /** Channels next to the image; twice as many with every halving. */
  readonly width: number;
  readonly depth: number;
  readonly hidden: Hidden;
  /** Units of a fully connected hidden layer next to the smallest map, as in InfoGAN (Chen et al. 2016, appendix C.1). */
  readonly denseWidth?: number;
}

export interface Upwards {
  readonly from: number;
  readonly upsampling: Upsampling;
  /** Before its names, where another net stands beside it. */
  readonly prefix?: string;
  /** The first of its layers that draw; those before belong to the other net. */
  readonly firstPart?: number;
}

/** A multiple of the stride: every pixel is reached by as many taps as any other. */
const kernelSize = 4;

interface ConvBodyShape extends ConvShape {
  /** So many images lie side by side as channels. */
  readonly pack: number;
  /** Numbers that follow an image and fill a channel of its own. */
  readonly plane?: boolean;
}

/**
 * From images to features: `conv0`, `conv1`, … with stride 2. The first is not normalised, as in DCGAN: D should see the size
 * of what it is shown.
 */
export function convBody({ image, width, depth, hidden, denseWidth = 0, pack, plane = false }: ConvBodyShape): Body {
  const layers = Array.from({ length: depth }, (_, index) => {
    const from = index === 0 ? image.channels * pack + (plane ? 1 : 0) : width * 2 ** (index - 1);
    const features = width * 2 ** index;
    const { to, gain } = beforeActivation(hidden, features);
    return [
      conv(`conv${index}`, { from, to, size: kernelSize, stride: 2, gain }),
      ...afterHidden(index === 0 ? { ...hidden, norm: 'none' } : hidden, { index, features }),
    ];
  }).flat();
  const { height, width: across } = smallest(image, depth);
  const features = height * across * width * 2 ** (depth - 1);
  const convolutional = [plane ? withPlane(image) : stacked(pack, image), ...layers, shaped([features])];
  if (denseWidth === 0) return { layers: convolutional, features, last: 'dense0' };
  const whole = denseHidden('dense0', { from: features, features: denseWidth, hidden, index: depth });
  return { layers: [...convolutional, ...whole], features: denseWidth, last: 'dense1' };
}

/**
 * From [batch, from] to images [batch, h, w, c] before their last activation: `dense0`, behind a hidden one `dense1`, makes the
 * smallest feature map, then `conv0`, `conv1`, … double it.
 */
export function convUpwards(
  { image, width, depth, hidden, denseWidth = 0 }: ConvShape,
  { from, upsampling, prefix = '', firstPart = 0 }: Upwards,
): Layer[] {
  const channels = (index: number) => width * 2 ** (depth - 1 - index);
  const { height, width: across } = smallest(image, depth);
  const first = beforeActivation(hidden, channels(0));
  const doublings = Array.from({ length: depth }, (_, index) => {
    const name = `${prefix}conv${index}`;
    if (index === depth - 1) return doubled(name, { from: channels(index), to: image.channels, gain: 1, upsampling });
    const features = channels(index + 1);
    return [
      ...doubled(name, { from: channels(index), ...beforeActivation(hidden, features), upsampling }),
      ...afterHidden(hidden, { prefix, index: index + 1, features, part: firstPart + index + 1 }),
    ];
  });
  const place = { prefix, index: depth, part: firstPart + depth };
  const whole =
    denseWidth === 0 ? [] : denseHidden(`${prefix}dense0`, { from, features: denseWidth, hidden, ...place });
  return [
    ...whole,
    dense(`${prefix}dense${denseWidth === 0 ? 0 : 1}`, denseWidth || from, height * across * first.to, first.gain),
    shaped([height, across, first.to]),
    ...afterHidden(hidden, { prefix, index: 0, features: channels(0), part: firstPart }),
    ...doublings.flat(),
  ];
}

/** One that sees every place at once; it has no channels that a norm could take one by one. */
function denseHidden(
  name: string,
  { from, hidden, ...place }: { readonly from: number; readonly hidden: Hidden } & Place,
): Layer[] {
  const { to, gain } = beforeActivation(hidden, place.features);
  return [
    dense(name, from, to, gain),
    ...afterHidden(hidden.norm === 'instance' ? { ...hidden, norm: 'none' } : hidden, place),
  ];
}

function doubled(
  name: string,
  { from, to, gain, upsampling }: { from: number; to: number; gain: number; upsampling: Upsampling },
): Layer[] {
  if (upsampling === 'transposed') return [convTransposed(name, { from, to, size: kernelSize, stride: 2, gain })];
  return [conv(name, { from, to: 4 * to, size: 3, stride: 1, gain }), pixelShuffle(2)];
}

function smallest({ height, width }: ImageShape, depth: number): { height: number; width: number } {
  return { height: height / 2 ** depth, width: width / 2 ** depth };
}
